namespace Ttca.Reporting.Pages;

/// <summary>Where one artifact came from.</summary>
public sealed record ProvenanceEntry
{
    /// <summary>Id of the node, such as <c>Bootstrap-1a2b3c</c>; links point to it.</summary>
    public required string Id { get; init; }

    public required string Stage { get; init; }

    /// <summary>What tells it from others of its stage; may be empty.</summary>
    public string Label { get; init; } = "";

    /// <summary>JSON, indented.</summary>
    public required string Parameters { get; init; }

    /// <summary>Ids of the nodes that it read, by what they are to it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Inputs { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Its files with their SHA-256.</summary>
    public IReadOnlyList<(string Name, string Sha256)> Files { get; init; } = [];

    /// <summary>Everything else to be known of it, such as seed and versions, in order.</summary>
    public IReadOnlyList<PaperSetting> Facts { get; init; } = [];
}
