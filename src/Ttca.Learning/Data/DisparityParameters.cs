using System.ComponentModel.DataAnnotations;

namespace Ttca.Learning.Data;

/// <summary>How the platform came to serve the subgroup worse.</summary>
public sealed record DisparityParameters : IValidatableObject
{
    /// <summary>
    /// Who the subgroup is, and what the platform sees of it: images that meet every condition, through the transformations in this
    /// order. Without any condition it is made of images that are drawn by chance; without any transformation they stay as they are.
    /// </summary>
    public IReadOnlyList<SubgroupParameters> Subgroup { get; init; } =
        [new() { Name = "darken", Amount = 0.3 }, new() { Name = "low-contrast", Amount = 0.2 }];

    /// <summary>
    /// Share of the platform's training images that are of the subgroup. With conditions it is at most the share that they have in the
    /// data set, and null leaves that.
    /// </summary>
    [Range(0.0, 1.0)]
    public double? ShareInTraining { get; init; } = 0.02;

    /// <summary>Share of the subgroup's training labels that are replaced by a wrong class.</summary>
    [Range(0.0, 1.0)]
    public double LabelNoise { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Subgroup.Count == 0)
        {
            yield return new ValidationResult(
                "nothing tells the subgroup: give a transformation, such as { name: darken, amount: 0.25 }, or a condition, such as "
                    + "{ attribute: class, values: [cat] }",
                [nameof(Subgroup)]);
        }
        else if (ShareInTraining is null && !NaturalSubgroup.IsDeclaredBy(Subgroup))
        {
            yield return new ValidationResult(
                "null leaves the natural share, and a subgroup that is drawn by chance has none: give a number", [nameof(ShareInTraining)]);
        }
    }
}
