using System.ComponentModel.DataAnnotations;

namespace Ttca.Learning.Data;

/// <summary>How the platform came to serve the subgroup worse.</summary>
public sealed record DisparityParameters
{
    /// <summary>What the platform sees of the subgroup: transformations of the images, in this order.</summary>
    /// <value>Under-exposed and hazy: darken 0.3, then low-contrast 0.2.</value>
    public IReadOnlyList<TransformationParameters> Subgroup { get; init; } =
        [new() { Name = "darken", Amount = 0.3 }, new() { Name = "low-contrast", Amount = 0.2 }];

    /// <summary>Share of the platform's training images that are of the subgroup.</summary>
    /// <value>0.02. From 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double ShareInTraining { get; init; } = 0.02;

    /// <summary>Share of the subgroup's training labels that are replaced by a wrong class.</summary>
    /// <value>0. From 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double LabelNoise { get; init; }
}
