namespace Ttca.Datasets.Images;

/// <summary>One label of all faces, of training and of test, as numbers of its documented values.</summary>
internal sealed class FairFaceLabel
{
    private readonly string _folder;
    private readonly string[] _names;
    private readonly IReadOnlyList<Face> _faces;
    private readonly WrittenColumn _column;

    /// <param name="folder">Of the files: for messages.</param>
    /// <param name="name">Name of the attribute.</param>
    /// <param name="names">Its documented values.</param>
    /// <param name="faces">All of them.</param>
    /// <param name="of">What is written of a face.</param>
    public FairFaceLabel(string folder, string name, string[] names, IReadOnlyList<Face> faces, Func<Face, string> of)
    {
        (_folder, _names, _faces) = (folder, names, faces);
        _column = new WrittenColumn(folder, name, [.. faces.Select(of)], face => faces[face].Place);
    }

    /// <summary>Name of the attribute.</summary>
    public string Name => _column.Name;

    /// <summary>Whether it isn't known of a face.</summary>
    public bool IsMissing(int face) => _column.IsMissing(face);

    /// <inheritdoc cref="WrittenColumn.Check"/>
    public void Check(MissingValues? missing) => _column.Check(missing);

    /// <summary>The label of these faces; <see cref="AttributeColumn.Missing"/> is the last of its values where it is one.</summary>
    /// <param name="kept">All faces that are kept, of training and of test: both have the same values.</param>
    /// <param name="faces">Some of them.</param>
    /// <exception cref="DatasetException">Another value than documented.</exception>
    public AttributeColumn Of(IReadOnlyList<int> kept, IReadOnlyList<int> faces)
    {
        var codes = new Dictionary<string, byte>(StringComparer.Ordinal);
        foreach (var face in kept)
        {
            if (!codes.ContainsKey(_column[face]))
            {
                codes.Add(_column[face], CodeOf(face));
            }
        }

        return new AttributeColumn(
            Name,
            codes.ContainsKey(AttributeColumn.Missing) ? [.. _names, AttributeColumn.Missing] : _names,
            [.. faces.Select(face => codes[_column[face]])]);
    }

    // Case and spaces as anybody writes them: which of the documented values is meant is clear.
    private byte CodeOf(int face)
    {
        var code = _column.IsMissing(face)
            ? _names.Length
            : Array.FindIndex(_names, name => ValueText.Fold(name) == ValueText.Fold(_column[face]));
        return code >= 0
            ? (byte)code
            : throw new DatasetException(
                $"{_folder}: {Name} of {_faces[face].Place} is {ValueText.Show(_column[face])}; expected one of "
                    + $"{string.Join(", ", _names)}.");
    }
}
