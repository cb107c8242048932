using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Ttca.Stages;

/// <summary>On what the values of an experiment were chosen, and what else was tried. Nothing that was chosen on is reported on.</summary>
public sealed record TuningParameters : IValidatableObject
{
    /// <summary>The replicates that values are chosen on; no reported one is among them.</summary>
    [Length(1, 100)]
    [Range(1, 10_000)]
    public IReadOnlyList<int> Seeds { get; init; } = [101, 102];

    /// <summary>What was tried, losers too; printed with the results.</summary>
    public IReadOnlyList<Trial> Tried { get; init; } = [];

    /// <summary>
    /// Whether this run is for choosing: its replicates are <see cref="Seeds"/>, and it is judged on <see cref="Images"/> that are taken
    /// out of the training images; no test image is touched. Results go to a folder of their own, <c>NAME-tuning</c>.
    /// </summary>
    [JsonPropertyName("active")]
    public bool IsActive { get; init; }

    /// <summary>Images that a run for choosing is judged on: in place of the test images, and no longer training images.</summary>
    [Range(20, 1_000_000)]
    public int Images { get; init; } = 600;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Seeds.Distinct().Count() < Seeds.Count)
        {
            yield return new ValidationResult("names a seed twice", [nameof(Seeds)]);
        }
    }
}

/// <summary>A setting that was tried, and what it gave on the tuning seeds.</summary>
public sealed record Trial
{
    /// <summary>Such as <c>proxy.minimum-steps=500</c>.</summary>
    public required string Setting { get; init; }

    /// <summary>What was found, a sentence; of a tuning run.</summary>
    public required string Found { get; init; }

    /// <summary>Whether the experiment keeps it.</summary>
    [JsonPropertyName("chosen")]
    public bool IsChosen { get; init; }
}
