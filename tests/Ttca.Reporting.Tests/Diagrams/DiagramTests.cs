using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Ttca.Reporting.Diagrams;

namespace Ttca.Reporting.Tests.Diagrams;

public sealed class DiagramTests
{
    private static readonly Diagram Small = new(
        "Plan",
        "4 nodes",
        [
            new DiagramGroup("Fetch", [Node("f", NodeState.UpToDate, "up to date", [])]),
            new DiagramGroup("Train", [Node("t1", NodeState.Stale, "steps: 2 -> 3", ["f"], ("seed", "1")), Node("t2", NodeState.Stale, "never ran", ["f"], ("seed", "2"))]),
            new DiagramGroup("Report", [Node("r", NodeState.Waiting, "needs t1, which is stale", ["t1", "t2"])]),
        ]);

    [Fact]
    public void ToMermaid_names_groups_nodes_and_lines()
    {
        Small.ToMermaid().ShouldBe("""
            %% Plan
            %% 4 nodes
            flowchart LR
              subgraph g1["Fetch"]
                n1["✓ f"]:::uptodate
              end
              subgraph g2["Train"]
                n2["✗ seed=1"]:::stale
                n3["✗ seed=2"]:::stale
              end
              subgraph g3["Report"]
                n4["… r"]:::waiting
              end
              n1 --> g2
              g2 --> n4
              classDef uptodate fill:#e6f2ec,stroke:#2e7d5b,color:#14231c
              classDef stale fill:#ffdcc2,stroke:#b3450b,stroke-width:3px,color:#3d1700
              classDef waiting fill:#fff3d6,stroke:#9a7206,stroke-dasharray:4 3,color:#332600

            """);
    }

    [Fact]
    public void ToMermaid_escapes_what_has_a_meaning()
    {
        var diagram = new Diagram("%%{init: {}}%%\nx", "s", [new DiagramGroup("a\"]b", [Node("n", NodeState.UpToDate, "", [], ("k", "\"#1;<b>`*\n"))])]);

        string text = diagram.ToMermaid();

        text.ShouldStartWith("%% %% init:    %% x\n");
        text.ShouldContain("subgraph g1[\"a#quot;#93;b\"]\n");
        text.ShouldContain("n1[\"✓ k=#quot;#35;1;#60;b#62;#96;#42; \"]:::uptodate\n");
    }

    [Fact]
    public void ToSvg_shows_each_node_with_its_label_and_tooltip()
    {
        var svg = XDocument.Parse(Small.ToSvg());

        Texts(svg).ShouldBe(
            [
                "Plan", "4 nodes", "up to date", "stale", "stale because something before it is", "to or from a title: every node of the box",
                "Fetch", "1",
                "Train", "2 of 2 stale", "seed", "1", "2", "1× never ran", "1× steps: 2 -> 3",
                "Report", "1 of 1 stale",
            ]);
        svg.Descendants().Where(element => element.Name.LocalName == "title").Select(title => title.Value).ShouldBe(
            ["Plan: 4 nodes", "f\nup to date", "t1\nseed=1\nsteps: 2 -> 3", "t2\nseed=2\nnever ran", "r\nneeds t1, which is stale"]);
    }

    [Fact]
    public void ToSvg_draws_one_line_where_a_whole_group_needs_or_is_needed()
    {
        Lines(Small.ToSvg()).ShouldBe(["uptodate line whole", "stale line whole"], ignoreOrder: true);
    }

    [Fact]
    public void ToSvg_draws_a_line_for_each_need_of_some_nodes()
    {
        var diagram = Small with
        {
            Groups =
            [
                new DiagramGroup("a", [Node("a1", NodeState.UpToDate, "", []), Node("a2", NodeState.Stale, "", [])]),
                new DiagramGroup("b", [Node("b1", NodeState.UpToDate, "", ["a1"]), Node("b2", NodeState.Waiting, "", ["a2"])]),
            ],
        };

        Lines(diagram.ToSvg()).ShouldBe(["uptodate line", "stale line"], ignoreOrder: true);
    }

    [Fact]
    public void ToSvg_orders_rows_so_that_lines_need_not_cross()
    {
        string[] names = ["1", "2", "3", "4"];
        var diagram = Small with
        {
            Groups =
            [
                new DiagramGroup("a", [.. names.Select(name => Node($"a{name}", NodeState.UpToDate, "", [], ("a", $"a{name}")))]),
                new DiagramGroup("b", [.. names.Reverse().Select(name => Node($"b{name}", NodeState.UpToDate, "", [$"a{name}"], ("b", $"b{name}")))]),
            ],
        };

        var rows = Texts(XDocument.Parse(diagram.ToSvg())).Where(text => text.Length == 2).ToList();

        rows.Where(text => text[0] == 'a').Select(text => text[1]).ShouldBe(rows.Where(text => text[0] == 'b').Select(text => text[1]));
    }

    [Fact]
    public void ToSvg_is_well_formed_whatever_the_texts_are() => Gen.String.Sample(text =>
    {
        var diagram = new Diagram(text, text, [new DiagramGroup(text, [Node("n", NodeState.Stale, text, [], (text, text))])]);
        XDocument.Parse(diagram.ToSvg()).Root!.Name.LocalName.ShouldBe("svg");
    });

    [Fact]
    public void ToSvg_of_groups_that_need_each_other_ends()
    {
        var diagram = Small with
        {
            Groups =
            [
                new DiagramGroup("a", [Node("a1", NodeState.UpToDate, "", []), Node("a2", NodeState.UpToDate, "", ["b1"])]),
                new DiagramGroup("b", [Node("b1", NodeState.UpToDate, "", ["a1"])]),
            ],
        };

        Lines(diagram.ToSvg()).Count.ShouldBe(2);
    }

    [Fact]
    public void Boxes_never_overlap_and_lie_within_the_picture()
    {
        var svg = XDocument.Parse(Random(seed: 7, nodes: 300).ToSvg());
        var boxes = svg.Descendants().Where(element => (string?)element.Attribute("class") == "box")
            .Select(box => (Left: Number(box, "x"), Top: Number(box, "y"), Width: Number(box, "width"), Height: Number(box, "height"))).ToList();

        boxes.Count.ShouldBe(12);
        var overlaps = from a in boxes from b in boxes
                       where a != b && a.Left < b.Left + b.Width && b.Left < a.Left + a.Width && a.Top < b.Top + b.Height && b.Top < a.Top + a.Height
                       select (a, b);
        overlaps.ShouldBeEmpty();
        boxes.Max(box => box.Left + box.Width).ShouldBeLessThan(Number(svg.Root!, "width"));
        boxes.Max(box => box.Top + box.Height).ShouldBeLessThan(Number(svg.Root!, "height"));
        boxes.Min(box => Math.Min(box.Left, box.Top)).ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void Thousand_nodes_are_drawn_soon_the_same_each_time()
    {
        string first = Random(seed: 3, nodes: 1000).ToSvg();
        var watch = Stopwatch.StartNew();

        string second = Random(seed: 3, nodes: 1000).ToSvg();

        TestContext.Current.SendDiagnosticMessage($"{watch.Elapsed.TotalSeconds:0.00} s");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));   // 1 s on two free cores
        second.ShouldBe(first);
    }

    [Fact]
    public void Unknown_need_and_repeated_id_are_refused()
    {
        Should.Throw<ArgumentException>(() => One(Node("a", NodeState.Stale, "", ["b"])).ToMermaid()).Message.ShouldStartWith("a needs 'b', which is in no group");
        Should.Throw<ArgumentException>(() => One(Node("a", NodeState.Stale, "", []), Node("a", NodeState.Stale, "", [])).ToSvg()).Message.ShouldStartWith("two nodes have the id 'a'");

        static Diagram One(params DiagramNode[] nodes) => new("t", "s", [new DiagramGroup("g", nodes)]);
    }

    private static DiagramNode Node(string id, NodeState state, string reason, string[] needs, params (string Name, string Value)[] properties) =>
        new(id, [.. properties.Select(property => new DiagramProperty(property.Name, property.Value))], state, reason, needs);

    private static List<string> Texts(XDocument svg) => [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value)];

    /// <summary>Classes of the lines; that of the legend isn't one.</summary>
    private static List<string> Lines(string svg) =>
        [.. Regex.Matches(svg, "<path class=\"(\\w+ line[^\"]*)\" d=\"M[^\"]*C").Select(match => match.Groups[1].Value)];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    /// <summary>Twelve groups, each node of which needs up to three of earlier groups.</summary>
    private static Diagram Random(int seed, int nodes)
    {
        var random = new Random(seed);
        var all = Enumerable.Range(0, nodes).Select(i => Node(
            $"n{i}",
            (NodeState)random.Next(3),
            $"reason {random.Next(5)}",
            i < nodes / 12 ? [] : [.. Enumerable.Range(0, 3).Select(_ => $"n{random.Next(i / (nodes / 12) * (nodes / 12))}").Distinct()],
            ("seed", $"{i}"),
            ("members", $"{i % 7}"))).ToList();
        return new Diagram("Random", $"{nodes} nodes", [.. all.Chunk((nodes + 11) / 12).Select((chunk, i) => new DiagramGroup($"Stage{i}", chunk))]);
    }
}
