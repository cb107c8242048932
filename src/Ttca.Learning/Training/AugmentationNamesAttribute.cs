using System.ComponentModel.DataAnnotations;

namespace Ttca.Learning.Training;

/// <summary>Allows the names of augmentations, each once.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AugmentationNamesAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        var error = BatchAugmentation.ErrorIn((IReadOnlyList<string>?)value ?? []);
        return error is null ? ValidationResult.Success : new ValidationResult(error, [validationContext.MemberName ?? ""]);
    }
}
