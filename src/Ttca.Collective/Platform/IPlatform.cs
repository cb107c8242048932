namespace Ttca.Collective;

/// <summary>The black box: 8-bit images in, answers out, every image counted.</summary>
public interface IPlatform
{
    AnswerKind Kind { get; }

    int Classes { get; }

    /// <summary>Images answered so far.</summary>
    long Queries { get; }

    /// <summary>The most images that will ever be answered.</summary>
    long QueryCap { get; }

    /// <summary>Asks about images; each is one query.</summary>
    /// <param name="pixels">uint8 <c>[N,3,H,W]</c>.</param>
    /// <param name="count">N, from 1.</param>
    /// <exception cref="ArgumentException">There isn't a whole image for each of <paramref name="count"/>; nothing is counted.</exception>
    /// <exception cref="QueryBudgetExceededException">The cap would be passed; nothing is answered and nothing counted.</exception>
    Answers Ask(ReadOnlySpan<byte> pixels, int count);
}
