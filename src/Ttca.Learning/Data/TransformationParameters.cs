using System.ComponentModel.DataAnnotations;
using Ttca.Learning.Data.Transformations;

namespace Ttca.Learning.Data;

/// <summary>One step of what is done to an image, such as <c>{ name: darken, amount: 0.25 }</c>.</summary>
public sealed record TransformationParameters : IValidatableObject
{
    /// <summary>Which transformation.</summary>
    [AllowedValues("darken", "low-contrast", "blur", "gaussian-noise", "tint")]
    public required string Name { get; init; }

    /// <summary>How much; unit and bounds are those of the transformation.</summary>
    /// <value>
    /// darken: factor on pixel values, 0 to 1. low-contrast: share of the way to the image's mean, 0 to 1. blur: standard deviation in
    /// pixels, 0 to 8. gaussian-noise: standard deviation in steps of 1/255, 0 to 128. tint: share of the way to candle light, 0 to 1.
    /// </value>
    [Range(0.0, 128.0)]
    public required double Amount { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Transformation.All.TryGetValue(Name, out var transformation) && transformation.Complaint(Amount) is { } complaint)
        {
            yield return new ValidationResult(complaint, [nameof(Amount)]);
        }
    }
}
