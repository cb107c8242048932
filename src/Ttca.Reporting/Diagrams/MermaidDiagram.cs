using System.Globalization;
using System.Text;

namespace Ttca.Reporting.Diagrams;

/// <summary>A flowchart with a subgraph per group. See https://mermaid.js.org/syntax/flowchart.html.</summary>
internal static class MermaidDiagram
{
    private const string Styles = """
          classDef uptodate fill:#e6f2ec,stroke:#2e7d5b,color:#14231c
          classDef stale fill:#ffdcc2,stroke:#b3450b,stroke-width:3px,color:#3d1700
          classDef waiting fill:#fff3d6,stroke:#9a7206,stroke-dasharray:4 3,color:#332600

        """;

    public static string Render(Diagram diagram)
    {
        var links = DiagramLinks.Of(diagram);
        var groups = diagram.Groups.Select((group, i) => (group, Id: $"g{i + 1}")).ToDictionary(pair => pair.group, pair => pair.Id);
        // Short ids: Mermaid refuses texts of more than 50,000 characters.
        var nodes = diagram.Groups.SelectMany(group => group.Nodes)
            .Select((node, i) => (node, Id: $"n{i + 1}"))
            .ToDictionary(pair => pair.node, pair => pair.Id);

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"%% {Comment(diagram.Title)}\n%% {Comment(diagram.Summary)}\nflowchart LR\n");
        foreach (var group in diagram.Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"  subgraph {groups[group]}[\"{Escape(group.Title)}\"]\n");
            foreach (var node in group.Nodes)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"    {nodes[node]}[\"{Sign(node.State)} "
                        + $"{Escape(node.Label.Length > 0 ? node.Label : node.Id)}\"]:::{Class(node.State)}\n");
            }

            text.Append("  end\n");
        }

        foreach (var link in links)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {End(link.From)} --> {End(link.To)}\n");
        }

        return text.Append(Styles.ReplaceLineEndings("\n")).ToString();

        string End(LinkEnd end) => end.Node is { } node ? nodes[node] : groups[end.Group];
    }

    private static string Class(NodeState state) => state switch
    {
        NodeState.UpToDate => "uptodate",
        NodeState.Stale => "stale",
        _ => "waiting",
    };

    public static string Sign(NodeState state) => state switch
    {
        NodeState.UpToDate => "✓",
        NodeState.Stale => "✗",
        _ => "…",
    };

    /// <summary>By Mermaid's own entities: it reads a label as HTML, or as Markdown, and cuts it at a quote.</summary>
    private static string Escape(string text) => string.Concat(text.Select(c => c switch
    {
        '"' => "#quot;",
        _ when char.IsControl(c) => " ",
        _ when "#&<>`*_[]{}()|\\".Contains(c, StringComparison.Ordinal) => $"#{(int)c};",
        _ => c.ToString(),
    }));

    /// <summary>In one line, and without what would open a directive.</summary>
    private static string Comment(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '{' or '}' ? ' ' : c));
}
