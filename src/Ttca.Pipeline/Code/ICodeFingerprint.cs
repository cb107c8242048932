namespace Ttca.Pipeline.Code;

/// <summary>Says whether code that a stage can reach has changed.</summary>
public interface ICodeFingerprint
{
    /// <summary>
    /// A hash over everything that <paramref name="stage"/> and <paramref name="codecs"/> reach. Must be safe to call from several threads.
    /// </summary>
    /// <param name="stage">The stage's class.</param>
    /// <param name="codecs">The classes of the codecs of its output and its inputs.</param>
#pragma warning disable CA1716 // 'Of' is a keyword of Visual Basic only
    string Of(Type stage, IEnumerable<Type> codecs);
#pragma warning restore CA1716

    /// <summary>What that hash is made of: to say which code has changed. Must be safe to call from several threads.</summary>
    /// <param name="stage">The stage's class.</param>
    /// <param name="codecs">The classes of the codecs of its output and its inputs.</param>
    CodeListing ListingOf(Type stage, IEnumerable<Type> codecs);
}
