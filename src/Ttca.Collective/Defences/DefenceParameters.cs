using System.ComponentModel.DataAnnotations;
using Ttca.Parameters;

namespace Ttca.Collective;

/// <summary>One defence that a provider puts before or behind its model, such as <c>{ name: jpeg, amount: 50 }</c>.</summary>
public sealed record DefenceParameters : IValidatableObject
{
    /// <summary>Which defence.</summary>
    [Required]
    [NameOf(typeof(Defence))]
    public string Name { get; init; } = "";

    /// <summary>How much; unit and bounds are those of the defence.</summary>
    /// <value>What <see cref="Defence.AmountIs"/> says.</value>
    public double Amount { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Defence.All.TryGetValue(Name, out var defence) && defence.Complaint(Amount) is { } complaint)
        {
            yield return new ValidationResult(complaint, [nameof(Amount)]);
        }
    }
}
