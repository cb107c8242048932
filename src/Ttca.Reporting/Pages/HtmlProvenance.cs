using System.Text;

namespace Ttca.Reporting.Pages;

/// <summary>Where every number came from: one part per node, which links open.</summary>
internal static class HtmlProvenance
{
    public static string Link(string node) => $"<a href=\"#{HtmlText.Escape(node)}\">{HtmlText.Escape(node)}</a>";

    /// <param name="body">The page so far.</param>
    /// <param name="entries">Of all nodes, inputs before what reads them.</param>
    /// <param name="links">Nodes that the page links to, all among <paramref name="entries"/>.</param>
    public static void Append(StringBuilder body, IReadOnlyList<ProvenanceEntry> entries, IEnumerable<string> links)
    {
        var known = entries.ToDictionary(entry => entry.Id);
        var reached = Reached(known, links);
        body.Append("<section id=\"provenance\">\n<h2>Provenance</h2>\n<p>Each artifact with what made it. Hashes are SHA-256.</p>\n");
        foreach (var entry in entries.Where(entry => reached.Contains(entry.Id)))
        {
            Append(body, entry);
        }

        body.Append("</section>\n");
    }

    private static HashSet<string> Reached(Dictionary<string, ProvenanceEntry> known, IEnumerable<string> links)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(links);
        while (open.TryPop(out var id))
        {
            if (reached.Add(id) && known.TryGetValue(id, out var entry))
            {
                foreach (var input in entry.Inputs.Values.SelectMany(ids => ids))
                {
                    open.Push(input);
                }
            }
        }

        return reached;
    }

    private static void Append(StringBuilder body, ProvenanceEntry entry)
    {
        body.Append(
            $"<details id=\"{HtmlText.Escape(entry.Id)}\"><summary><b>{HtmlText.Escape(entry.Id)}</b> "
                + $"{HtmlText.Escape(entry.Label)}</summary>\n");
        body.Append($"<dl class=\"facts\">\n<dt>Stage</dt><dd>{HtmlText.Escape(entry.Stage)}</dd>\n");
        foreach (var (name, nodes) in entry.Inputs.Where(input => input.Value.Count > 0))
        {
            body.Append($"<dt>Input {HtmlText.Escape(name)}</dt><dd>{string.Join(", ", nodes.Select(Link))}</dd>\n");
        }

        foreach (var (name, hash) in entry.Files)
        {
            body.Append($"<dt>File {HtmlText.Escape(name)}</dt><dd><code>{HtmlText.Escape(hash)}</code></dd>\n");
        }

        foreach (var fact in entry.Facts)
        {
            body.Append($"<dt>{HtmlText.Escape(fact.Name)}</dt><dd>{HtmlText.Escape(fact.Text)}</dd>\n");
        }

        body.Append($"<dt>Parameters</dt><dd><pre>{HtmlText.Escape(entry.Parameters)}</pre></dd>\n</dl>\n</details>\n");
    }
}

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
