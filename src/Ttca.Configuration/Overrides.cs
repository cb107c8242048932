using System.Globalization;

namespace Ttca.Configuration;

/// <summary>Writes <c>--set path=value</c> arguments into the tree of a file, to be checked as if the file had said so.</summary>
internal sealed class Overrides(YamlSection root, ErrorList errors)
{
    public void Apply(string argument, int index)
    {
        var at = Position.Override(index);
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var path = equals < 0 ? argument : argument[..equals];
        if (path.Length == 0)
        {
            errors.Add(
                at, "", $"{Quoting.Quote(argument)} names no parameter; write --set path=value, such as --set perturbation.steps=100");
            return;
        }

        if (equals < 0)
        {
            errors.Add(at, path, "has no '='; write --set path=value, such as --set perturbation.steps=100");
            return;
        }

        var segments = path.Split('.');
        if (segments.Any(segment => segment.Length == 0))
        {
            errors.Add(at, path, "is not a path; write names with dots between them, such as perturbation.steps");
            return;
        }

        if (ParseValue(argument[(equals + 1)..].Trim(), path, at) is { } value)
        {
            Put(segments, value, at);
        }
    }

    /// <summary>
    /// Lists, sections and quoted text are YAML; anything else is taken as it stands, so that no ':' or '#' in a path or URL matters.
    /// </summary>
    private YamlNode? ParseValue(string text, string path, Position at) =>
        text.Length > 0 && "[{\"'&*!".Contains(text[0], StringComparison.Ordinal)
            ? YamlTreeReader.Read(text, path, _ => at, errors)
            : new YamlScalar(at, text, true);

    private void Put(string[] segments, YamlNode value, Position at)
    {
        YamlNode parent = root;
        Action<YamlNode> replaceParent = _ => { };
        var path = "";
        for (var i = 0; i < segments.Length; i++)
        {
            if (parent is YamlScalar scalar && (scalar.IsNull || scalar.Text == segments[i]))
            {
                // an empty section, or a choice without parameters (`- epsilon`) that is to get one
                parent = new YamlSection(scalar.At);
                replaceParent(parent);
            }

            if (Child(parent, segments[i], at) is not { } child)
            {
                errors.Add(at, string.Join('.', segments), $"{path} {Describe(parent, segments[i])}");
                return;
            }

            path = Paths.Join(path, segments[i]);
            if (i == segments.Length - 1)
            {
                child.Set(value);
                return;
            }

            (parent, replaceParent) = (child.Get(), child.Set);
        }
    }

    /// <summary>The slot called <paramref name="name"/>: an entry, made where there is none, or an existing item.</summary>
    private static Slot? Child(YamlNode parent, string name, Position at)
    {
        if (parent is YamlSection section)
        {
            var entry = section.Find(name);
            if (entry is null)
            {
                entry = new YamlEntry(name, at, new YamlScalar(at, "", true));
                section.Entries.Add(entry);
            }

            return new Slot(() => entry.Value, node => entry.Value = node);
        }

        return parent is YamlList list && Index(name) is { } index && index < list.Items.Count
            ? new Slot(() => list.Items[index], node => list.Items[index] = node)
            : null;
    }

    private static int? Index(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static string Describe(YamlNode parent, string name) => parent is YamlList list
        ? string.Create(
            CultureInfo.InvariantCulture, $"is a list of {list.Items.Count}, counted from 0; it has no item {Quoting.Quote(name)}")
        : $"is {Quoting.Quote((parent as YamlScalar)?.Text ?? "an alias")} in the file, which has no {Quoting.Quote(name)}; set the "
            + $"whole of it instead";

    private sealed record Slot(Func<YamlNode> Get, Action<YamlNode> Set);
}
