using System.Globalization;
using System.Text;

namespace Ttca.Reporting.Diagrams;

/// <summary>
/// A graph with a table per group: its title, the names of the properties, a row per node, and why nodes are stale. Signs stand beside
/// colours. See https://graphviz.org/doc/info/shapes.html#html.
/// </summary>
internal static class DotDiagram
{
    private const int MostReasons = 3;
    private const int LongestReason = 60;
    private const string Title = "title";

    /// <summary>After a row's name: its last cell, which lines go out of.</summary>
    private const string Last = "o";

    private static readonly (NodeState State, string Text)[] States =
        [(NodeState.UpToDate, "up to date"), (NodeState.Stale, "stale"), (NodeState.Waiting, "stale because something before it is")];

    public static string Render(Diagram diagram)
    {
        var links = DiagramLinks.Of(diagram);
        var groups = diagram.Groups.Select((group, i) => (group, Id: $"g{i + 1}")).ToDictionary(pair => pair.group, pair => pair.Id);
        var nodes = diagram.Groups.SelectMany(group => group.Nodes).Select((node, i) => (node, Id: $"n{i + 1}"))
            .ToDictionary(pair => pair.node, pair => pair.Id);

        var text = new StringBuilder("digraph {\n");
        text.Append(
            "  graph [rankdir=LR, ranksep=1.2, nodesep=0.02, labelloc=t, labeljust=l, bgcolor=\"#f8f9fb\", fontname=\"sans-serif\", "
                + "fontsize=11, ");
        text.Append($"label={Head(diagram)}]\n");
        text.Append("  node [shape=plain, fontname=\"sans-serif\", fontsize=11, fontcolor=\"#1d2733\"]\n  edge [arrowhead=none]\n");
        foreach (var group in diagram.Groups)
        {
            text.Append($"  {groups[group]} [label=<\n{Table(group, node => nodes[node])}  >]\n");
        }

        foreach (var link in links)
        {
            string width = link.From.Node is null || link.To.Node is null ? "2.6" : "1.1";
            text.Append($"  {groups[link.From.Group]}:{Out(link.From)}:e -> {groups[link.To.Group]}:{In(link.To)}:w ");
            text.Append($"[color=\"{ColoursOf(link.State).Line}\", penwidth={width}]\n");
        }

        return text.Append("}\n").ToString();

        string In(LinkEnd end) => end.Node is { } node ? nodes[node] : Title;

        string Out(LinkEnd end) => In(end) + (end.Node is null || NamesOf(end.Group).Count == 0 ? "" : Last);
    }

    /// <summary>Title, summary and what the colours mean.</summary>
    private static string Head(Diagram diagram)
    {
        string legend = string.Concat(States.Select(state =>
            $"<TD BGCOLOR=\"{ColoursOf(state.State).Row}\">{Sign(state.State)}</TD><TD>{state.Text}</TD>"));
        int columns = (2 * States.Length) + 1;
        return "<<TABLE BORDER=\"0\" CELLSPACING=\"4\">"
            + $"<TR><TD COLSPAN=\"{columns}\" ALIGN=\"LEFT\"><FONT POINT-SIZE=\"19\">{Escape(diagram.Title)}</FONT></TD></TR>"
            + $"<TR><TD COLSPAN=\"{columns}\" ALIGN=\"LEFT\">{Escape(diagram.Summary)}</TD></TR>"
            + $"<TR>{legend}<TD>thick, to or from a title: every node of the box</TD></TR></TABLE>>";
    }

    private static string Table(DiagramGroup group, Func<DiagramNode, string> idOf)
    {
        var names = NamesOf(group);
        string span = $"COLSPAN=\"{names.Count + 1}\" ALIGN=\"LEFT\"";
        var text = new StringBuilder(
            "    <TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" COLOR=\"#b9c2cc\" BGCOLOR=\"#ffffff\" STYLE=\"ROUNDED\">\n");
        text.Append($"    <TR><TD PORT=\"{Title}\" {span} BGCOLOR=\"#eef1f4\"><B>{Escape(group.Title)}</B>  ");
        text.Append($"<FONT COLOR=\"#5c6875\">{CountsOf(group)}</FONT></TD></TR>\n");
        if (names.Count > 0)
        {
            var cells = names.Select(name => $"<TD ALIGN=\"LEFT\"><FONT COLOR=\"#5c6875\">{Escape(name)}</FONT></TD>");
            text.Append($"    <TR><TD></TD>{string.Concat(cells)}</TR>\n");
        }

        foreach (var node in group.Nodes)
        {
            text.Append($"    <TR>{Row(node, names, idOf(node))}</TR>\n");
        }

        foreach (string reason in ReasonsOf(group))
        {
            text.Append($"    <TR><TD {span}>{Escape(reason)}</TD></TR>\n");
        }

        return text.Append("    </TABLE>\n").ToString();
    }

    /// <summary>
    /// Of the properties. First those of the node that has most: others lack some of them, and name the rest in the same order.
    /// </summary>
    private static IReadOnlyList<string> NamesOf(DiagramGroup group) =>
    [
        .. group.Nodes.OrderByDescending(node => node.Properties.Count).SelectMany(node => node.Properties)
            .Select(property => property.Name).Distinct(),
    ];

    /// <summary>Graphviz shows a tooltip where there is a link: each row leads to itself.</summary>
    private static string Row(DiagramNode node, IReadOnlyList<string> names, string id)
    {
        var (row, sign, _) = ColoursOf(node.State);
        string tooltip = Escape($"{node.Id}{(node.Label.Length == 0 ? "" : $"\n{node.Label}")}\n{node.Reason}");
        string cell = $"ALIGN=\"LEFT\" BGCOLOR=\"{row}\" HREF=\"#{id}\" TOOLTIP=\"{tooltip}\"";
        var values = names.Select(name => node.Properties.FirstOrDefault(property => property.Name == name)?.Value ?? "");
        return $"<TD PORT=\"{id}\" ID=\"{id}\" {cell}><FONT COLOR=\"{sign}\">{Sign(node.State)}</FONT></TD>"
            + string.Concat(values.Select((value, i) =>
                $"<TD {(i == names.Count - 1 ? $"PORT=\"{id}{Last}\" " : "")}{cell}>{Escape(value)}</TD>"));
    }

    /// <summary>Such as <c>3 of 12 stale</c>.</summary>
    private static string CountsOf(DiagramGroup group)
    {
        int stale = group.Nodes.Count(node => node.State != NodeState.UpToDate);
        return stale == 0 ? $"{group.Nodes.Count}" : $"{stale} of {group.Nodes.Count} stale";
    }

    /// <summary>The reasons of stale nodes, each with its number of nodes.</summary>
    private static List<string> ReasonsOf(DiagramGroup group)
    {
        var reasons = group.Nodes.Where(node => node.State == NodeState.Stale).GroupBy(node => node.Reason)
            .OrderByDescending(reason => reason.Count()).ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => Cut(reason.Count() == group.Nodes.Count ? reason.Key : $"{reason.Count()}× {reason.Key}")).ToList();
        return reasons.Count <= MostReasons ? reasons
            : [.. reasons.Take(MostReasons - 1), $"and {reasons.Count - MostReasons + 1} other reasons"];
    }

    private static string Cut(string text) => text.Length <= LongestReason ? text : text[..(LongestReason - 1)].TrimEnd() + "…";

    private static string Sign(NodeState state) => MermaidDiagram.Sign(state);

    private static (string Row, string Sign, string Line) ColoursOf(NodeState state) => state switch
    {
        NodeState.UpToDate => ("#ffffff", "#2e7d5b", "#8fa0ad99"),
        NodeState.Stale => ("#ffdcc2", "#a63c06", "#c2500f99"),
        _ => ("#fff5dc", "#8a6500", "#c79a1e99"),
    };

    /// <summary>
    /// As XML, where a character that it can't hold in any form becomes a space; a backslash would begin an escape of Graphviz's.
    /// </summary>
    private static string Escape(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\n' => "&#10;",
        '\\' => @"\\",
        < ' ' or 0xFFFE or 0xFFFF => " ",
        _ => rune.ToString(),
    }));
}
