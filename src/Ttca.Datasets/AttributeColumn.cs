namespace Ttca.Datasets;

/// <summary>Something that is known of every image beside its class, such as the race and gender of the person in it.</summary>
public sealed class AttributeColumn
{
    /// <summary>What the class of an image is called beside its attributes: no attribute has this name.</summary>
    public const string Class = "class";

    /// <summary>Codes are bytes.</summary>
    public const int MostValues = 256;

    /// <summary>The value of images of which none is known, in whatever way that was written.</summary>
    public const string Missing = "missing";

    /// <exception cref="ArgumentException">A value is there twice, there are too many, or a code stands for none.</exception>
    public AttributeColumn(string name, IReadOnlyList<string> values, byte[] codes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(codes);
        if (values.Count > MostValues || values.Distinct(StringComparer.Ordinal).Count() != values.Count)
        {
            throw new ArgumentException(
                $"Attribute '{name}': its {values.Count} values must be at most {MostValues}, and all different.", nameof(values));
        }

        if (codes.Any(code => code >= values.Count))
        {
            throw new ArgumentException(
                $"Attribute '{name}': code {codes.Max()} stands for none of its {values.Count} values.", nameof(codes));
        }

        Name = name;
        Values = values;
        Codes = codes;
    }

    /// <summary>Name of the attribute, such as <c>race</c>.</summary>
    public string Name { get; }

    /// <summary>Name of each value; a code is an index into it.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Value of each image, <c>[N]</c>.</summary>
    public byte[] Codes { get; }

    /// <exception cref="ArgumentException">It is another attribute, or has other values.</exception>
    internal AttributeColumn Append(AttributeColumn others) => Name == others.Name && Values.SequenceEqual(others.Values)
        ? new AttributeColumn(Name, Values, [.. Codes, .. others.Codes])
        : throw new ArgumentException(
            $"'{others.Name}' ({string.Join(", ", others.Values)}) can't follow '{Name}' ({string.Join(", ", Values)})", nameof(others));

    internal AttributeColumn Select(IReadOnlyList<int> indices) => new(Name, Values, [.. indices.Select(index => Codes[index])]);
}
