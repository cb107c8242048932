using System.ComponentModel.DataAnnotations;
using Ttca.Learning.Data.Transformations;
using Ttca.Parameters;

namespace Ttca.Learning.Data;

/// <summary>
/// One line about the subgroup: who belongs to it, such as <c>{ attribute: race, values: [Black] }</c>, or what the platform sees of its
/// images, such as <c>{ name: darken, amount: 0.25 }</c>.
/// </summary>
public sealed record SubgroupParameters : IValidatableObject
{
    /// <summary>A transformation of the subgroup's images.</summary>
    [NameOf(typeof(Transformation))]
    public string? Name { get; init; }

    /// <summary>How much; unit and bounds are those of the transformation.</summary>
    /// <value>
    /// From <see cref="Transformation.Minimum"/> to <see cref="Transformation.Maximum"/>, with <see cref="Transformation.AmountMeans"/> for
    /// its unit.
    /// </value>
    public double? Amount { get; init; }

    /// <summary>
    /// An attribute of the data set's images, or <c>class</c>: who has one of <see cref="Values"/> may be of the subgroup.
    /// </summary>
    public string? Attribute { get; init; }

    /// <summary>Values of the attribute, or names of classes.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Values { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((Name is null) != (Amount is null) || (Attribute is null) != (Values is null) || (Name is null) == (Attribute is null))
        {
            yield return new ValidationResult("give either name and amount of a transformation, or attribute and values of a condition");
        }
        else if (Name is not null
            && Transformation.All.TryGetValue(Name, out var transformation)
            && transformation.Complaint(Amount!.Value) is { } complaint)
        {
            yield return new ValidationResult(complaint, [nameof(Amount)]);
        }
    }
}
