using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ttca.Reporting.Diagrams;

/// <summary>A group drawn: a title, the names of the properties, a row per node, and why nodes are stale.</summary>
internal sealed class DiagramBox
{
    public const double BetweenColumns = 76;
    public const double RowHeight = 17;
    public const double TitleHeight = 26;
    public const double Padding = 9;
    public const double SignWidth = 17;
    public const double FontSize = 11;

    private const double BetweenCells = 12;
    private const double WidestNote = 300;
    private const int MostReasons = 3;

    /// <summary>No font is known here: wide enough for the wide ones, such as DejaVu Sans and Verdana.</summary>
    private const double CharacterWidth = 0.62 * FontSize;

    private IReadOnlyList<DiagramNode> rows;
    private Dictionary<DiagramNode, int> positions;

    public DiagramBox(DiagramGroup group)
    {
        Group = group;
        Rows = group.Nodes;
        // First those of the node that has most: others lack some of them, and name the rest in the same order.
        Names = [.. group.Nodes.OrderByDescending(node => node.Properties.Count).SelectMany(node => node.Properties).Select(property => property.Name).Distinct()];
        Cells = group.Nodes.ToDictionary(node => node, node => (IReadOnlyList<string>)[.. Names.Select(name => ValueOf(node, name))]);
        CellWidths = [.. Names.Select((name, i) => Cells.Values.Select(cells => WidthOf(cells[i])).Append(WidthOf(name)).Max() + BetweenCells)];
        Counts = CountsOf(group);
        double table = (2 * Padding) + SignWidth + (Names.Count == 0 ? 0 : CellWidths.Sum() - BetweenCells);
        double title = (2 * Padding) + (1.3 * WidthOf(group.Title)) + BetweenCells + WidthOf(Counts);
        Notes = NotesOf(group);
        double notes = Notes.Select(note => (2 * Padding) + WidthOf(note)).DefaultIfEmpty(0).Max();
        Width = Math.Max(Math.Max(table, title), Math.Min(notes, WidestNote));
        Notes = [.. Notes.Select(note => Cut(note, (int)((Width - (2 * Padding)) / CharacterWidth)))];
    }

    public DiagramGroup Group { get; }

    /// <summary>Of the properties, one for each column of the table.</summary>
    public IReadOnlyList<string> Names { get; }

    public IReadOnlyDictionary<DiagramNode, IReadOnlyList<string>> Cells { get; }

    public IReadOnlyList<double> CellWidths { get; }

    /// <summary>Such as <c>3 of 12 stale</c>.</summary>
    public string Counts { get; }

    /// <summary>The reasons of stale nodes, each with its number of nodes.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The nodes in the order that they are drawn in.</summary>
    public IReadOnlyList<DiagramNode> Rows
    {
        get => rows;

        [MemberNotNull(nameof(rows), nameof(positions))]
        set
        {
            rows = value;
            positions = value.Select((node, position) => (node, position)).ToDictionary(pair => pair.node, pair => pair.position);
        }
    }

    public double Left { get; set; }

    /// <summary>Ends of its column, within which no other box is at its height.</summary>
    public (double Left, double Right) Column { get; set; }

    public double Top { get; set; }

    public double Width { get; }

    public double HeadHeight => TitleHeight + (Names.Count == 0 ? 0 : RowHeight);

    public double Height => HeadHeight + ((Rows.Count + Notes.Count) * RowHeight) + (Notes.Count == 0 ? 4 : 10);

    /// <summary>Where lines of a node meet the box; of the whole group, its title.</summary>
    public double YOf(DiagramNode? node) => node is null ? Top + (TitleHeight / 2) : Top + HeadHeight + ((positions[node] + 0.5) * RowHeight);

    private static string ValueOf(DiagramNode node, string name) => node.Properties.FirstOrDefault(property => property.Name == name)?.Value ?? "";

    private static string CountsOf(DiagramGroup group)
    {
        int stale = group.Nodes.Count(node => node.State != NodeState.UpToDate);
        return string.Create(CultureInfo.InvariantCulture, $"{(stale == 0 ? "" : $"{stale} of ")}{group.Nodes.Count}{(stale == 0 ? "" : " stale")}");
    }

    private static List<string> NotesOf(DiagramGroup group)
    {
        var reasons = group.Nodes.Where(node => node.State == NodeState.Stale).GroupBy(node => node.Reason)
            .OrderByDescending(reason => reason.Count()).ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => reason.Count() == group.Nodes.Count ? reason.Key : $"{reason.Count()}× {reason.Key}").ToList();
        return reasons.Count <= MostReasons ? reasons : [.. reasons.Take(MostReasons - 1), $"and {reasons.Count - MostReasons + 1} other reasons"];
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)].TrimEnd() + "…";

    private static double WidthOf(string text) => text.Length * CharacterWidth;
}
