namespace Ttca.Reporting.Diagrams;

/// <summary>
/// Where everything of a diagram is: a column of boxes for each step of the way from the first needs to the last results, rows within
/// boxes in an order that keeps lines short and few of them crossing (barycentre method, Sugiyama, Tagawa and Toda 1981).
/// </summary>
internal sealed class DiagramLayout
{
    private const int Sweeps = 6;
    private const double BetweenBoxes = 22;
    private const double LaneStep = 4;

    private static readonly Dictionary<(int Column, int Gap), double> DefaultGaps = [];

    private readonly List<List<DiagramBox>> columns;
    private readonly Dictionary<DiagramGroup, DiagramBox> boxes;
    private readonly IReadOnlyList<Link> links;

    private DiagramLayout(Diagram diagram, IReadOnlyList<Link> links)
    {
        this.links = links;
        boxes = diagram.Groups.ToDictionary(group => group, group => new DiagramBox(group));
        columns = Columns(diagram.Groups, links).Select(groups => groups.Select(group => boxes[group]).ToList()).ToList();
        Order();
        Routes = PlaceWithLanes();
    }

    /// <summary>With their places, column by column.</summary>
    public IEnumerable<DiagramBox> Boxes => columns.SelectMany(column => column);

    /// <summary>Each line with the points that it passes: pairs of where it enters and leaves a column that it crosses.</summary>
    public IReadOnlyList<Route> Routes { get; }

    public double Width => Boxes.Select(box => box.Left + box.Width).DefaultIfEmpty(0).Max();

    public double Height { get; private set; }

    public static DiagramLayout Of(Diagram diagram) => new(diagram, DiagramLinks.Of(diagram));

    /// <summary>The groups by their longest way from a first need; each as near to what needs it as it can be.</summary>
    private static IEnumerable<List<DiagramGroup>> Columns(IReadOnlyList<DiagramGroup> groups, IReadOnlyList<Link> links)
    {
        var steps = links.Select(link => (From: link.From.Group, To: link.To.Group)).Where(step => step.From != step.To).Distinct().ToList();
        var rank = groups.ToDictionary(group => group, _ => 0);
        bool isMoving = true;
        for (int round = 0; isMoving && round < groups.Count; round++)   // bounded: groups may need each other, though nodes don't
        {
            isMoving = false;
            foreach (var (from, to) in steps.Where(step => rank[step.To] <= rank[step.From]))
            {
                rank[to] = rank[from] + 1;
                isMoving = true;
            }
        }

        foreach (var group in isMoving ? [] : groups.OrderByDescending(group => rank[group]).ToList())
        {
            rank[group] = steps.Where(step => step.From == group).Select(step => rank[step.To] - 1).DefaultIfEmpty(rank[group]).Min();
        }

        return groups.GroupBy(group => rank[group]).OrderBy(column => column.Key).Select(column => column.ToList());
    }

    private void Order()
    {
        var best = Snapshot();
        double least = double.PositiveInfinity;
        for (int sweep = 0; sweep <= Sweeps; sweep++)
        {
            PlaceColumns(DefaultGaps);
            double length = links.Sum(link => Math.Abs(boxes[link.From.Group].YOf(link.From.Node) - boxes[link.To.Group].YOf(link.To.Node)));
            if (length < least)
            {
                (least, best) = (length, Snapshot());
            }

            Sweep(isForward: sweep % 2 == 0);
        }

        for (int i = 0; i < columns.Count; i++)
        {
            columns[i] = [.. best[i].Select(entry => entry.Box)];
            best[i].ForEach(entry => entry.Box.Rows = entry.Rows);
        }
    }

    private List<List<(DiagramBox Box, IReadOnlyList<DiagramNode> Rows)>> Snapshot() =>
        [.. columns.Select(column => column.Select(box => (box, box.Rows)).ToList())];

    /// <summary>Puts everything at the mean height of what it is linked with on one side, column by column.</summary>
    private void Sweep(bool isForward)
    {
        var pulls = links.ToLookup(link => (isForward ? link.To : link.From).Group, link => isForward ? (Own: link.To, Other: link.From) : (Own: link.From, Other: link.To));
        for (int i = 0; i < columns.Count; i++)
        {
            int at = isForward ? i : columns.Count - 1 - i;
            var heights = new Dictionary<DiagramBox, double>();
            foreach (var box in columns[at])
            {
                var others = pulls[box.Group].Select(pull => (pull.Own.Node, Y: boxes[pull.Other.Group].YOf(pull.Other.Node))).ToList();
                var means = others.Where(other => other.Node is not null).GroupBy(other => other.Node!).ToDictionary(group => group.Key, group => group.Average(other => other.Y));
                heights[box] = others.Select(other => other.Y).DefaultIfEmpty(box.Top + (box.Height / 2)).Average();
                box.Rows = [.. box.Rows.OrderBy(row => means.GetValueOrDefault(row, heights[box]))];   // stable: equals stay in the plan's order
            }

            columns[at] = [.. columns[at].OrderBy(box => heights[box])];
            PlaceColumns(DefaultGaps);
        }
    }

    /// <summary>Stacks boxes, every column about the same middle.</summary>
    /// <param name="gaps">Height of the space above the box with this index, in the column with this index; others have a default.</param>
    private void PlaceColumns(Dictionary<(int Column, int Gap), double> gaps)
    {
        double GapOf(int column, int gap) => gaps.GetValueOrDefault((column, gap), BetweenBoxes);
        var heights = columns.Select((column, i) => column.Sum(box => box.Height) + Enumerable.Range(0, column.Count + 1).Sum(gap => GapOf(i, gap))).ToList();
        Height = heights.DefaultIfEmpty(0).Max();
        double left = 0;
        for (int i = 0; i < columns.Count; i++)
        {
            double top = (Height - heights[i]) / 2;
            double width = columns[i].Max(box => box.Width);
            for (int j = 0; j < columns[i].Count; j++)
            {
                var box = columns[i][j];
                top += GapOf(i, j);
                (box.Left, box.Top, box.Column) = (left + ((width - box.Width) / 2), top, (left, left + width));
                top += box.Height;
            }

            left += width + DiagramBox.BetweenColumns;
        }
    }

    /// <summary>
    /// Lines that cross a column go through the space between two of its boxes, those of one source to one group in one lane; the
    /// spaces become as high as their lanes need.
    /// </summary>
    private List<Route> PlaceWithLanes()
    {
        PlaceColumns(DefaultGaps);
        var columnOf = columns.SelectMany((column, i) => column.Select(box => (box, i))).ToDictionary(pair => pair.box, pair => pair.i);
        var bundles = links.GroupBy(link => (link.From, link.To.Group))
            .Select(bundle => (bundle.Key, Links: bundle.ToList(), Start: boxes[bundle.Key.From.Group].YOf(bundle.Key.From.Node)))
            .OrderBy(bundle => bundle.Start).ToList();
        var lanes = new Dictionary<(int Column, int Gap), List<int>>();
        var ways = bundles.Select(bundle => new List<(int Column, int Gap)>()).ToList();
        for (int i = 0; i < bundles.Count; i++)
        {
            double y = bundles[i].Start;
            double end = bundles[i].Links.Average(link => boxes[link.To.Group].YOf(link.To.Node));
            int last = columnOf[boxes[bundles[i].Key.Group]];
            for (int column = columnOf[boxes[bundles[i].Key.From.Group]] + 1; column < last; column++)
            {
                y += (end - y) / (last - column + 1);
                int gap = Enumerable.Range(0, columns[column].Count + 1).MinBy(candidate => Math.Abs(Middle(columns[column], candidate) - y));
                y = Middle(columns[column], gap);
                ways[i].Add((column, gap));
                lanes.TryAdd((column, gap), []);
                lanes[(column, gap)].Add(i);
            }
        }

        PlaceColumns(lanes.ToDictionary(lane => lane.Key, lane => BetweenBoxes + (lane.Value.Count * LaneStep)));
        return [.. bundles.SelectMany((bundle, i) => bundle.Links.Select(link => new Route(link, boxes[link.From.Group], boxes[link.To.Group], Points(ways[i], i))))];

        List<(double Left, double Right, double Y)> Points(List<(int Column, int Gap)> way, int bundle) =>
        [
            .. way.Select(at => (
                columns[at.Column][0].Column.Left,
                columns[at.Column][0].Column.Right,
                Middle(columns[at.Column], at.Gap) + ((lanes[at].IndexOf(bundle) - ((lanes[at].Count - 1) / 2.0)) * LaneStep))),
        ];

        double Middle(List<DiagramBox> column, int gap)
        {
            double half = (BetweenBoxes + ((lanes.GetValueOrDefault((columns.IndexOf(column), gap))?.Count ?? 0) * LaneStep)) / 2;
            return gap < column.Count ? column[gap].Top - half : column[^1].Top + column[^1].Height + half;
        }
    }
}

/// <summary>The way of a line.</summary>
internal sealed record Route(Link Link, DiagramBox From, DiagramBox To, IReadOnlyList<(double Left, double Right, double Y)> Through);
