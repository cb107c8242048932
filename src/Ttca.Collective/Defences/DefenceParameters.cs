using System.ComponentModel.DataAnnotations;

namespace Ttca.Collective;

/// <summary>One defence that a provider puts before or behind its model, such as <c>{ name: jpeg, amount: 50 }</c>.</summary>
public sealed record DefenceParameters : IValidatableObject
{
    /// <summary>Which defence.</summary>
    [Required]
    [AllowedValues("jpeg", "bit-depth", "smoothing", "score-rounding")]
    public string Name { get; init; } = "";

    /// <summary>How much; unit and bounds are those of the defence.</summary>
    /// <value>
    /// jpeg: quality, 1 to 100. bit-depth: bits per channel, 1 to 7. smoothing: standard deviation in pixels, above 0, to 8.
    /// score-rounding: digits behind the point, 0 to 6.
    /// </value>
    [Range(0.0, 100.0)]
    public double Amount { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Defence.All.TryGetValue(Name, out var defence) && defence.Complaint(Amount) is { } complaint)
        {
            yield return new ValidationResult(complaint, [nameof(Amount)]);
        }
    }
}
