using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ttca.Collective;

namespace Ttca.Stages;

/// <summary>Who pools queries, how many, and what the platform answers.</summary>
public sealed record CollectiveParameters : IValidatableObject
{
    /// <summary>Numbers of members, for the study of the collective's size; the other studies use the largest.</summary>
    /// <value>Different ones, from 1 to 100,000.</value>
    [Length(1, 32)]
    public IReadOnlyList<int> Sizes { get; init; } = [10, 25, 50, 100];

    /// <summary>Members of the largest collective.</summary>
    [JsonIgnore]
    public int LargestSize => Sizes.Max();

    /// <summary>Members of the collective in question: of the largest, unless a study varies them.</summary>
    [JsonIgnore]
    public int Members { get => field == 0 ? LargestSize : field; internal init; }

    /// <summary>Images that each member owns, and asks about once.</summary>
    [Range(1, 10_000)]
    public int QueriesPerMember { get; init; } = 10;

    /// <summary>What the platform tells about an image.</summary>
    public AnswerKind Answers { get; init; } = AnswerKind.Probabilities;

    /// <summary>Digits after the point that the platform rounds its scores to; its labels don't change.</summary>
    /// <value>Null: scores are as they are.</value>
    [Range(0, 6)]
    public int? ScoreDigits { get; init; }

    /// <summary>Most queries that the platform answers to each member, who own their images still.</summary>
    /// <value>Null: as many as they ask.</value>
    [Range(1, 10_000)]
    public int? QueryLimit { get; init; }

    /// <summary>The provider's rounding, as a defence.</summary>
    internal IReadOnlyList<DefenceParameters> ScoreRounding =>
        ScoreDigits is { } digits ? [new DefenceParameters { Name = "score-rounding", Amount = digits }] : [];

    /// <summary>Questions that the platform answers to each member.</summary>
    internal int AnswersPerMember => Math.Min(QueriesPerMember, QueryLimit ?? int.MaxValue);

    /// <summary>The same for so many members together.</summary>
    internal long AnswersTo(int members) => (long)members * AnswersPerMember;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Sizes.Any(size => size is < 1 or > 100_000) || Sizes.Distinct().Count() != Sizes.Count)
        {
            yield return new ValidationResult("must be different numbers from 1 to 100000", [nameof(Sizes)]);
        }
    }
}
