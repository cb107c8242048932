using Ttca.Learning;

namespace Ttca.Collective;

/// <summary>What a user's attack may do.</summary>
/// <param name="Epsilon">Largest change of a pixel value.</param>
/// <param name="QueriesPerImage">Hard cap of each image's queries, the first one about the unchanged image included; from 1.</param>
public sealed record AttackLimits(PixelFraction Epsilon, int QueriesPerImage);

/// <summary>How far an attack on many images is.</summary>
/// <param name="Query">Of each image that is still wrong.</param>
/// <param name="QueriesPerImage">The cap.</param>
/// <param name="Active">Images that are still attacked.</param>
public sealed record AttackProgress(int Query, int QueriesPerImage, int Active);
