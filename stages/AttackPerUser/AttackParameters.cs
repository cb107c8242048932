using Ttca.Collective;
using Ttca.Learning;

namespace Ttca.Stages;

/// <summary>How each user attacks alone: the Square Attack where answers have scores, HopSkipJump where they are labels.</summary>
public sealed record AttackParameters
{
    /// <summary>What the platform tells; decides the attack.</summary>
    public required AnswerKind Answers { get; init; }

    /// <summary>Largest change of a pixel value: that of the collective it is compared with.</summary>
    public required PixelFraction Epsilon { get; init; }

    /// <summary>Hard cap of each image's queries, the first one about the unchanged image included.</summary>
    public required int QueriesPerImage { get; init; }

    /// <summary>Values of the Square Attack's p_init to choose from; none for HopSkipJump.</summary>
    public IReadOnlyList<double> StartingShares { get; init; } = [];

    /// <summary>Wrong images of the collective on which it is chosen, all where there are fewer; none of them is a test image.</summary>
    public int TuningImages { get; init; }

    /// <summary>Queries per image at which it is chosen: those of a member of the pool that it is compared with.</summary>
    public int TuningQueries { get; init; }
}
