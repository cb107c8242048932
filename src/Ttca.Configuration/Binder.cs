using System.Globalization;
using Ttca.Parameters;
using static Ttca.Configuration.ParameterType;

namespace Ttca.Configuration;

/// <summary>Turns a YAML tree into parameter records, over the defaults that their property initialisers give.</summary>
/// <param name="errors">Gets what is wrong.</param>
/// <param name="folder">What relative paths in the file are relative to.</param>
internal sealed class Binder(ErrorList errors, string folder)
{
    private readonly Validation _validation = new(errors);

    /// <summary>
    /// The value of <paramref name="node"/> as <paramref name="type"/>. Parameters that a section doesn't give keep their value in
    /// <paramref name="initial"/>. False when there was an error, which is in the list.
    /// </summary>
    public bool TryBind(YamlNode node, Type type, object? initial, string path, out object? value)
    {
        var parameter = ParameterType.Of(type);
        value = null;
        return node is not YamlRefused && parameter.Shape switch
        {
            ParameterShape.Scalar => TryBindScalar(node, parameter, path, out value),
            ParameterShape.List => TryBindList(node, parameter, path, out value),
            ParameterShape.Choice => TryBindChoice(node, parameter, initial, path, out value),
            ParameterShape.NamedSection => TryBindNamed(node, parameter, initial, path, out value),
            _ => TryBindSection(node, parameter, initial, path, out value),
        };
    }

    private bool TryBindScalar(YamlNode node, ParameterType parameter, string path, out object? value)
    {
        value = null;
        if (node is not YamlScalar scalar)
        {
            return Mismatch(node, parameter, path);
        }

        if (!ScalarFormat.TryParse(scalar, parameter.Type, out value, out var problem))
        {
            errors.Add(node.At, path, problem);
            return false;
        }

        return true;
    }

    private bool TryBindList(YamlNode node, ParameterType parameter, string path, out object? value)
    {
        value = null;
        if (node is not YamlList list)
        {
            return Mismatch(node, parameter, path);
        }

        var items = Array.CreateInstance(parameter.Item!, list.Items.Count);
        var isComplete = true;
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (TryBind(list.Items[i], parameter.Item!, null, Paths.Join(path, i), out var item))
            {
                items.SetValue(item, i);
            }
            else
            {
                isComplete = false;
            }
        }

        value = items;
        return isComplete;
    }

    /// <summary><c>epsilon</c>, or <c>epsilon: { values: [...] }</c>.</summary>
    private bool TryBindChoice(YamlNode node, ParameterType parameter, object? initial, string path, out object? value)
    {
        value = null;
        var (name, at, parameters) = node switch
        {
            YamlScalar { IsNull: false } scalar => (scalar.Text, scalar.At, new YamlSection(scalar.At)),
            YamlSection { Entries: [var only] } => (only.Name, only.At, only.Value),
            _ => (null, node.At, node),
        };
        if (name is null)
        {
            return Mismatch(node, parameter, path);
        }

        if (!parameter.Alternatives.TryGetValue(name, out var chosen))
        {
            errors.Add(at, path, $"{Quoting.Quote(name)} is unknown{NearestName.Hint(name, [.. parameter.Alternatives.Keys])}");
            return false;
        }

        return TryBind(parameters, chosen, initial?.GetType() == chosen ? initial : null, Paths.Join(path, name), out value);
    }

    private bool TryBindSection(YamlNode node, ParameterType parameter, object? initial, string path, out object? value)
    {
        value = null;
        return SectionOf(node) is { } section
            ? TryBindMembers(section, parameter, initial, [.. parameter.Members.Select(member => member.Name)], path, out value)
            : Mismatch(node, parameter, path);
    }

    /// <summary><c>dataset: { name: cifar10, url: ... }</c>: the other keys are those of the implementation of this name.</summary>
    private bool TryBindNamed(YamlNode node, ParameterType parameter, object? initial, string path, out object? value)
    {
        value = null;
        if (SectionOf(node) is not { } section)
        {
            return Mismatch(node, parameter, path);
        }

        var given = section.Find(NameKey);
        var namePath = Paths.Join(path, NameKey);
        object? name = (initial as INamed)?.Name;
        if (given is not null && !TryBind(given.Value, typeof(string), null, namePath, out name))
        {
            return false;
        }

        if (name is null || !parameter.Alternatives.TryGetValue((string)name, out var type))
        {
            errors.Add(given?.Value.At ?? section.At, namePath, name is null
                ? $"is missing; expected one of {string.Join(", ", parameter.Alternatives.Keys)}"
                : $"{Quoting.Quote((string)name)} is not allowed{NearestName.Hint((string)name, [.. parameter.Alternatives.Keys])}");
            return false;
        }

        var chosen = ParameterType.Of(type);
        var before = errors.Count;
        var own = new YamlSection(section.At);
        own.Entries.AddRange(section.Entries.Where(entry => entry != given && !IsOfAnother(entry, (string)name, parameter, path)));
        var isBound = TryBindMembers(
            own,
            chosen,
            initial?.GetType() == type ? initial : null,
            [NameKey, .. chosen.Members.Select(member => member.Name)],
            path,
            out value);
        return isBound && errors.Count == before;
    }

    /// <summary>
    /// Whether a key is another implementation's, which is an error unless it says nothing: so one implementation can be put for another.
    /// </summary>
    private bool IsOfAnother(YamlEntry entry, string name, ParameterType parameter, string path)
    {
        string[] owners =
        [
            .. parameter.Alternatives
                .Where(other => ParameterType.Of(other.Value).Members.Any(member => member.Name == entry.Name))
                .Select(other => other.Key),
        ];
        if (owners.Length == 0 || owners.Contains(name))
        {
            return false;
        }

        if (!IsUnset(entry.Value))
        {
            var full = Paths.Join(path, entry.Name);
            errors.Add(entry.At, full, $"is for {string.Join(", ", owners)}, not for {name}: leave it out (with --set: {full}=null)");
        }

        return true;
    }

    private static YamlSection? SectionOf(YamlNode node) => node switch
    {
        YamlSection given => given,
        YamlScalar { IsNull: true } when !node.At.IsOverride => new YamlSection(node.At), // every key commented out
        _ => null,
    };

    /// <param name="section">What is given.</param>
    /// <param name="parameter">The section's type.</param>
    /// <param name="initial">What it changes; null for the type's own defaults.</param>
    /// <param name="keys">What may be given.</param>
    /// <param name="path">Of the section.</param>
    /// <param name="value">What it gives.</param>
    private bool TryBindMembers(
        YamlSection section, ParameterType parameter, object? initial, IReadOnlyCollection<string> keys, string path, out object? value)
    {
        var before = errors.Count;
        value = parameter.Instance(initial);
        foreach (var entry in section.Entries.Where(entry => !keys.Contains(entry.Name)))
        {
            errors.Add(entry.At, Paths.Join(path, entry.Name), "unknown" + NearestName.Hint(entry.Name, keys));
        }

        foreach (var member in parameter.Members)
        {
            BindMember(section, member, value, isNew: initial is null, path);
        }

        if (errors.Count == before)
        {
            _validation.CheckSection(value, section, parameter, path);
        }

        return errors.Count == before;
    }

    private void BindMember(YamlSection section, Member member, object target, bool isNew, string path)
    {
        var memberPath = Paths.Join(path, member.Name);
        var entry = section.Find(member.Name);
        if (entry is null)
        {
            if (member.IsRequired && isNew)
            {
                errors.Add(section.At, memberPath, $"is missing; expected {ParameterType.Of(member.Type).Describe()}");
                return;
            }
        }
        else if (member.IsNullable && IsUnset(entry.Value))
        {
            member.Property.SetValue(target, null);
        }
        else if (TryBind(entry.Value, member.Type, member.Property.GetValue(target), memberPath, out var value)
            && TryLocate(entry.Value, member, memberPath, ref value))
        {
            member.Property.SetValue(target, value);
        }
        else
        {
            return;
        }

        _validation.CheckMember(member, member.Property.GetValue(target), entry?.Value, section, memberPath);
    }

    /// <summary>An override says so in words: one without a value is more likely a variable of a shell that was empty.</summary>
    private static bool IsUnset(YamlNode node) =>
        node is YamlScalar { IsNull: true } scalar && !(scalar.At.IsOverride && scalar.Text.Length == 0);

    /// <summary>Makes the full path of one.</summary>
    private bool TryLocate(YamlNode node, Member member, string path, ref object? value)
    {
        if (!member.IsLocalPath)
        {
            return true;
        }

        var text = (string)value!;
        if (LocalPathAttribute.Problem(text) is { } problem)
        {
            errors.Add(node.At, path, problem);
            return false;
        }

        value = Path.GetFullPath(node.At.IsOverride ? text : Path.Combine(folder, text));
        return true;
    }

    private bool Mismatch(YamlNode node, ParameterType parameter, string path)
    {
        var found = node switch
        {
            YamlScalar { IsNull: true } => "has no value",
            YamlScalar scalar => $"{Quoting.Quote(scalar.Text)} is a single value",
            YamlList list => string.Create(CultureInfo.InvariantCulture, $"is a list of {list.Items.Count}"),
            _ => "is a section",
        };
        errors.Add(node.At, path, $"{found}; expected {parameter.Describe()}");
        return false;
    }
}
