using Ttca.Collective;
using Ttca.Learning;

namespace Ttca.Stages;

/// <summary>How each user attacks alone.</summary>
public sealed record AttackParameters
{
    public required AttackMethod Method { get; init; }

    /// <summary>Largest change of a pixel value: that of the collective it is compared with.</summary>
    public required PixelFraction Epsilon { get; init; }

    /// <summary>Hard cap of each image's queries, the first one about the unchanged image included.</summary>
    public required int QueriesPerImage { get; init; }
}
