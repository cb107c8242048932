using System.Globalization;
using System.Text;

namespace Ttca.Reporting.Diagrams;

/// <summary>Draws a diagram: on a background of its own, so that it reads in dark viewers too; with signs beside colours; with a tooltip for each node.</summary>
internal sealed class SvgDiagram
{
    private const double Margin = 24;
    private const double HeadHeight = 74;

    private const string Styles = """
        text{font-family:"Open Sans","Segoe UI","Helvetica Neue",Arial,sans-serif;font-size:11px;fill:#1d2733}
        .title{font-size:19px;font-weight:600}.muted{fill:#5c6875}.name{font-size:12px;font-weight:600}.end{text-anchor:end}
        .box{fill:#fff;stroke:#b9c2cc}.head{fill:#eef1f4}.line{fill:none;stroke-width:1.1;stroke-opacity:.6}.whole{stroke-width:2.6}
        .uptodate.line{stroke:#8fa0ad}.stale.line{stroke:#c2500f}.waiting.line{stroke:#c79a1e}
        .uptodate.row{fill:#fff}.stale.row{fill:#ffdcc2}.waiting.row{fill:#fff5dc}
        .sign{fill:none;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
        .uptodate.sign{stroke:#2e7d5b}.stale.sign{stroke:#a63c06}.waiting.sign{stroke:#8a6500}
        .row:hover{stroke:#1d2733}
        """;

    private readonly StringBuilder svg = new();
    private readonly Diagram diagram;
    private readonly DiagramLayout layout;

    private SvgDiagram(Diagram diagram)
    {
        this.diagram = diagram;
        layout = DiagramLayout.Of(diagram);
    }

    public static string Render(Diagram diagram)
    {
        var drawing = new SvgDiagram(diagram);
        drawing.Draw();
        return drawing.svg.ToString();
    }

    private void Draw()
    {
        double width = Math.Max(layout.Width + (2 * Margin), 640);
        double height = layout.Height + HeadHeight + (2 * Margin);
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" width="{width:0}" height="{height:0}" viewBox="0 0 {width:0} {height:0}" role="img">""");
        Add($"<title>{Escape(diagram.Title)}: {Escape(diagram.Summary)}</title>");
        Add($"<style>{Styles.ReplaceLineEndings("\n")}</style>");
        Add($"""<rect width="100%" height="100%" fill="#f8f9fb"/>""");
        Add($"""<text class="title" x="{Margin}" y="36">{Escape(diagram.Title)}</text>""");
        Add($"""<text x="{Margin}" y="56">{Escape(diagram.Summary)}</text>""");
        Legend();
        Add($"""<g transform="translate({(width - layout.Width) / 2:0.#} {HeadHeight + Margin})">""");
        foreach (var route in layout.Routes)
        {
            Line(route);
        }

        foreach (var box in layout.Boxes)
        {
            Box(box);
        }

        Add($"</g>");
        Add($"</svg>");
    }

    private void Legend()
    {
        double x = Margin;
        foreach (var (state, text) in new[] { (NodeState.UpToDate, "up to date"), (NodeState.Stale, "stale"), (NodeState.Waiting, "stale because something before it is") })
        {
            Add($"""<rect class="{Class(state)} row" x="{x}" y="66" width="17" height="17" stroke="#b9c2cc"/>""");
            Sign(state, x, 66);
            Add($"""<text x="{x + 23}" y="79">{text}</text>""");
            x += 46 + (6 * text.Length);
        }

        Add($"""<path class="uptodate line whole" d="M{x} 75h22"/>""");
        Add($"""<text x="{x + 28}" y="79">to or from a title: every node of the box</text>""");
    }

    private void Line(Route route)
    {
        var (link, from, to) = (route.Link, route.From, route.To);
        var path = new StringBuilder();
        double x = from.Column.Right;
        double y = from.YOf(link.From.Node);
        path.Append(CultureInfo.InvariantCulture, $"M{from.Left + from.Width:0.#} {y:0.#}H{x:0.#}");
        foreach (var (left, right, height) in route.Through)
        {
            Curve(left, height);
            path.Append(CultureInfo.InvariantCulture, $"H{right:0.#}");
            x = right;
        }

        Curve(to.Column.Left, to.YOf(link.To.Node));
        path.Append(CultureInfo.InvariantCulture, $"H{to.Left:0.#}");
        string whole = link.From.Node is null || link.To.Node is null ? " whole" : "";
        Add($"""<path class="{Class(link.State)} line{whole}" d="{path}"/>""");

        void Curve(double toX, double toY)
        {
            // Through the middle of the space between columns; at least a handle's length where a line goes back.
            double handle = Math.Max(Math.Abs(toX - x) / 2, DiagramBox.BetweenColumns / 2);
            path.Append(CultureInfo.InvariantCulture, $"C{x + handle:0.#} {y:0.#} {toX - handle:0.#} {toY:0.#} {toX:0.#} {toY:0.#}");
            (x, y) = (toX, toY);
        }
    }

    private void Box(DiagramBox box)
    {
        double inner = box.Left + DiagramBox.Padding;
        Add($"""<rect class="box" x="{box.Left:0.#}" y="{box.Top:0.#}" width="{box.Width:0.#}" height="{box.Height:0.#}" rx="5"/>""");
        Add($"""<path class="head" d="M{box.Left + 0.5:0.#} {box.Top + 5:0.#}q0 -4.5 4.5 -4.5h{box.Width - 10:0.#}q4.5 0 4.5 4.5v{DiagramBox.TitleHeight - 5:0.#}h{1 - box.Width:0.#}z"/>""");
        Add($"""<text class="name" x="{inner:0.#}" y="{box.Top + 17.5:0.#}">{Escape(box.Group.Title)}</text>""");
        Add($"""<text class="muted end" x="{box.Left + box.Width - DiagramBox.Padding:0.#}" y="{box.Top + 17.5:0.#}">{box.Counts}</text>""");
        Cells(box, box.Names, box.Top + DiagramBox.TitleHeight + 12.5, "muted");
        foreach (var node in box.Rows)
        {
            double top = box.YOf(node) - (DiagramBox.RowHeight / 2);
            Add($"<g><title>{Escape(Tooltip(node))}</title>");
            Add($"""<rect class="{Class(node.State)} row" x="{box.Left + 1:0.#}" y="{top:0.#}" width="{box.Width - 2:0.#}" height="{DiagramBox.RowHeight}"/>""");
            Sign(node.State, inner - 2, top);
            Cells(box, box.Cells[node], top + 12.5, null);
            Add($"</g>");
        }

        double y = box.Top + box.HeadHeight + (box.Rows.Count * DiagramBox.RowHeight) + 15;
        foreach (string note in box.Notes)
        {
            Add($"""<text x="{inner:0.#}" y="{y:0.#}">{Escape(note)}</text>""");
            y += DiagramBox.RowHeight;
        }
    }

    private void Cells(DiagramBox box, IReadOnlyList<string> cells, double y, string? style)
    {
        double x = box.Left + DiagramBox.Padding + DiagramBox.SignWidth;
        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i].Length > 0)
            {
                Add($"""<text{(style is null ? "" : $" class=\"{style}\"")} x="{x:0.#}" y="{y:0.#}">{Escape(cells[i])}</text>""");
            }

            x += box.CellWidths[i];
        }
    }

    /// <summary>Within a square of a row's height.</summary>
    private void Sign(NodeState state, double x, double y)
    {
        string shape = state switch
        {
            NodeState.UpToDate => "m4.5 9 2.8 3 5 -6.5",
            NodeState.Stale => "m5 5 7 7m0 -7 -7 7",
            _ => "m4.5 8.5h.1m3.9 0h.1m3.9 0h.1",
        };
        Add($"""<path class="{Class(state)} sign" d="M{x:0.#} {y:0.#}{shape}"/>""");
    }

    private static string Tooltip(DiagramNode node) => $"{node.Id}{(node.Label.Length == 0 ? "" : $"\n{node.Label}")}\n{node.Reason}";

    private static string Class(NodeState state) => state switch
    {
        NodeState.UpToDate => "uptodate",
        NodeState.Stale => "stale",
        _ => "waiting",
    };

    private void Add(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Characters that XML can't hold in any form become spaces.</summary>
    private static string Escape(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\n' => "\n",
        < ' ' or 0xFFFE or 0xFFFF => " ",
        _ => rune.ToString(),
    }));
}
