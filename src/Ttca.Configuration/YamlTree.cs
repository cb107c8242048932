namespace Ttca.Configuration;

/// <summary>A YAML value with its place. Only what a configuration needs: scalars, lists, sections.</summary>
internal abstract class YamlNode(Position at)
{
    public Position At { get; } = at;
}

/// <summary>A scalar as it was written; <see cref="IsPlain"/> unless quoted or a block.</summary>
internal sealed class YamlScalar(Position at, string text, bool isPlain) : YamlNode(at)
{
    public string Text { get; } = text;

    public bool IsPlain { get; } = isPlain;

    public bool IsNull => IsPlain && Text is "" or "~" or "null";
}

/// <summary>Stands where something was refused already: no further error about it.</summary>
internal sealed class YamlRefused(Position at) : YamlNode(at);

internal sealed class YamlList(Position at) : YamlNode(at)
{
    public List<YamlNode> Items { get; } = [];
}

internal sealed class YamlSection(Position at) : YamlNode(at)
{
    public List<YamlEntry> Entries { get; } = [];

    public YamlEntry? Find(string name) => Entries.Find(entry => entry.Name == name);
}

internal sealed class YamlEntry(string name, Position at, YamlNode value)
{
    public string Name { get; } = name;

    public Position At { get; } = at;

    public YamlNode Value { get; set; } = value;
}
