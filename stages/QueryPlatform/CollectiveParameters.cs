using System.ComponentModel.DataAnnotations;
using Ttca.Collective;

namespace Ttca.Stages;

/// <summary>Who pools queries, how many, and what the platform answers.</summary>
public sealed record CollectiveParameters : IValidatableObject
{
    /// <summary>Numbers of members, for the study of the collective's size; the other studies use the largest.</summary>
    [Length(1, 32)]
    public IReadOnlyList<int> Sizes { get; init; } = [10, 25, 50, 100];

    /// <summary>Images that each member owns, and asks about once.</summary>
    /// <value>10. From 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int QueriesPerMember { get; init; } = 10;

    /// <summary>What the platform tells about an image.</summary>
    public AnswerKind Answers { get; init; } = AnswerKind.Probabilities;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Sizes.Any(size => size is < 1 or > 100_000) || Sizes.Distinct().Count() != Sizes.Count)
        {
            yield return new ValidationResult("must be different numbers from 1 to 100000", [nameof(Sizes)]);
        }
    }
}
