using System.ComponentModel.DataAnnotations;
using System.Globalization;
using static Ttca.Configuration.ParameterType;

namespace Ttca.Configuration;

/// <summary>
/// Checks values against the rules of System.ComponentModel.DataAnnotations that their properties declare. Rules about one value
/// (range, allowed values, pattern) apply to each item of a list of scalars; rules about length to the list itself.
/// </summary>
internal sealed class Validation(ErrorList errors)
{
    /// <param name="member">Whose rules.</param>
    /// <param name="value">The value, given or default.</param>
    /// <param name="node">Where it was given, if it was.</param>
    /// <param name="section">The section it belongs to: blamed for defaults.</param>
    /// <param name="path">The member's dotted path.</param>
    public void CheckMember(Member member, object? value, YamlNode? node, YamlSection section, string path)
    {
        foreach (var rule in member.Rules)
        {
            if (value is not null && IsAboutOneValue(rule) && ParameterType.Of(member.Type).Shape == ParameterShape.List)
            {
                var index = 0;
                foreach (var item in (System.Collections.IEnumerable)value)
                {
                    Check(rule, member, item, (node as YamlList)?.Items[index], section, Paths.Join(path, index));
                    index++;
                }
            }
            else
            {
                Check(rule, member, value, node, section, path);
            }
        }
    }

    /// <summary>Rules about several parameters: <see cref="IValidatableObject"/>. The first member that a result names is blamed.</summary>
    public void CheckSection(object value, YamlSection section, ParameterType parameter, string path)
    {
        if (value is not IValidatableObject validatable)
        {
            return;
        }

        Report(validatable.Validate(new ValidationContext(value)), section, parameter, path);
    }

    /// <summary>Files what is wrong with a section's parameters.</summary>
    public void Report(IEnumerable<ValidationResult> results, YamlSection section, ParameterType parameter, string path)
    {
        foreach (var result in results)
        {
            var member = parameter.Members.FirstOrDefault(m => m.Property.Name == result.MemberNames.FirstOrDefault());
            errors.Add(
                member is null ? section.At : section.Find(member.Name)?.Value.At ?? section.At,
                member is null ? path : Paths.Join(path, member.Name),
                result.ErrorMessage ?? "is not valid");
        }
    }

    public static bool IsAboutOneValue(ValidationAttribute rule) =>
        rule is RangeAttribute or AllowedValuesAttribute or DeniedValuesAttribute or RegularExpressionAttribute or StringLengthAttribute;

    private void Check(ValidationAttribute rule, Member member, object? value, YamlNode? node, YamlSection section, string path)
    {
        if (value is null && rule is not RequiredAttribute)
        {
            return; // null is allowed exactly where the property's type says so
        }

        var text = (node as YamlScalar)?.Text ?? (value is null ? "null" : ScalarFormat.Write(value));
        if (Problem(rule, member, value, text) is { } problem)
        {
            errors.Add(node?.At ?? section.At, path, problem);
        }
    }

    private static string? Problem(ValidationAttribute rule, Member member, object? value, string text)
    {
        var isValid = rule is RangeAttribute range
            ? InRange(range, value!, text, out var problem)
            : IsValid(rule, member, value!, text, out problem);
        return isValid ? null : problem;
    }

    private static bool IsValid(ValidationAttribute rule, Member member, object value, string text, out string problem)
    {
        problem = rule switch
        {
            AllowedValuesAttribute allowed =>
                $"{Quoting.Quote(text)} is not "
                    + $"allowed{NearestName.Hint(text, [.. allowed.Values.Select(v => v is null ? "null" : ScalarFormat.Write(v))])}",
            RegularExpressionAttribute pattern => $"{Quoting.Quote(text)} doesn't match {pattern.Pattern}",
            LengthAttribute length => $"has {Amount(value)}; allowed are {Bounds(length.MinimumLength, length.MaximumLength)}",
            MinLengthAttribute least => $"has {Amount(value)}; allowed are {Bounds(least.Length, int.MaxValue)}",
            MaxLengthAttribute most => $"has {Amount(value)}; allowed are {Bounds(0, most.Length)}",
            StringLengthAttribute length => $"has {Amount(value)}; allowed are {Bounds(length.MinimumLength, length.MaximumLength)}",
            _ => rule.FormatErrorMessage(member.Name),
        };
        return rule.IsValid(value);
    }

    private static string Amount(object value) => value is string text
        ? string.Create(CultureInfo.InvariantCulture, $"{text.Length} {(text.Length == 1 ? "character" : "characters")}")
        : string.Create(CultureInfo.InvariantCulture, $"{Count(value)} {(Count(value) == 1 ? "item" : "items")}");

    private static int Count(object value) => ((System.Collections.ICollection)value).Count;

    private static string Bounds(int least, int most) =>
        most == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{least} or more")
            : string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");

    /// <summary>
    /// RangeAttribute's own check converts through double or the current culture; this one compares in the parameter's type.
    /// </summary>
    private static bool InRange(RangeAttribute range, object value, string text, out string problem)
    {
        var number = (IComparable)value;
        var (least, most) = (Bound(range.Minimum, value.GetType()), Bound(range.Maximum, value.GetType()));
        var toLeast = number.CompareTo(least);
        var toMost = number.CompareTo(most);
        if (toLeast < 0 || (toLeast == 0 && range.MinimumIsExclusive))
        {
            problem = $"{Quoting.Shorten(text)} is {(range.MinimumIsExclusive ? "not above" : "below")} {ScalarFormat.Write(least)}";
            return false;
        }

        problem = $"{Quoting.Shorten(text)} is {(range.MaximumIsExclusive ? "not below" : "above")} {ScalarFormat.Write(most)}";
        return toMost < 0 || (toMost == 0 && !range.MaximumIsExclusive);
    }

    private static object Bound(object bound, Type type)
    {
        if (bound is not string text)
        {
            return Convert.ChangeType(bound, type, CultureInfo.InvariantCulture);
        }

        return ScalarFormat.TryParse(new YamlScalar(Position.Start, text, true), type, out var value, out var problem)
            ? value!
            : throw new NotSupportedException($"The bound of a range: {problem}");
    }
}
