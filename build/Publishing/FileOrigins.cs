using Ttca.Pipeline;

namespace Ttca.Build.Publishing;

/// <summary>Which nodes made the files in a folder of results, and what those files rest on.</summary>
internal sealed class FileOrigins
{
    private readonly Dictionary<string, NodeProvenance> _nodes;
    private readonly Dictionary<string, string> _makers;

    /// <param name="provenance">Of the finished run.</param>
    /// <param name="made">The nodes whose files are in the folder; others may have made files of the same names for other folders.</param>
    public FileOrigins(Provenance provenance, IEnumerable<Node> made)
    {
        _nodes = provenance.Nodes.ToDictionary(node => node.Node, StringComparer.Ordinal);
        _makers = made.Select(node => _nodes[node.Id]).SelectMany(node => node.Outputs.Select(file => (file.Name, node.Node)))
            .DistinctBy(file => file.Name).ToDictionary(file => file.Name, file => file.Node, StringComparer.Ordinal);
    }

    /// <summary>Names of the files.</summary>
    public IEnumerable<string> Names => _makers.Keys;

    /// <summary>Id of the node that made a file.</summary>
    public string MakerOf(string file) => _makers[file];

    /// <summary>Id of the node that a file names by an <see cref="InputPath"/>; null where it leads nowhere.</summary>
    public string? Resolve(string file, string path) => InputPath.Resolve(path, _makers[file], _nodes);
}
