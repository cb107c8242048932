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
            new DiagramGroup(
                "Train",
                [
                    Node("t1", NodeState.Stale, "steps: 2 -> 3", ["f"], ("seed", "1")),
                    Node("t2", NodeState.Stale, "never ran", ["f"], ("seed", "2")),
                ]),
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
        var diagram = new Diagram(
            "%%{init: {}}%%\nx", "s", [new DiagramGroup("a\"]b", [Node("n", NodeState.UpToDate, "", [], ("k", "\"#1;<b>`*\n"))])]);

        string text = diagram.ToMermaid();

        text.ShouldStartWith("%% %% init:    %% x\n");
        text.ShouldContain("subgraph g1[\"a#quot;#93;b\"]\n");
        text.ShouldContain("n1[\"✓ k=#quot;#35;1;#60;b#62;#96;#42; \"]:::uptodate\n");
    }

    [Fact]
    public void ToDot_has_a_table_per_group_and_a_row_per_node()
    {
        string text = Small.ToDot();

        var tables = TablesOf(text);
        tables.Select(table => string.Join(
            '|', table.Elements("TR").Select(row => string.Join(',', row.Elements("TD").Select(cell => cell.Value))))).ShouldBe(
            ["Plan|4 nodes|✓,up to date,✗,stale,…,stale because something before it is,thick, to or from a title: every node of the box",
            "Fetch  1|✓", "Train  2 of 2 stale|,seed|✗,1|✗,2|1× never ran|1× steps: 2 -> 3", "Report  1 of 1 stale|…"]);
        tables[2].Descendants("TD").Select(cell => (string?)cell.Attribute("TOOLTIP")).OfType<string>().Distinct()
            .ShouldBe(["t1\nseed=1\nsteps: 2 -> 3", "t2\nseed=2\nnever ran"]);
    }

    [Theory]
    [InlineData(NodeState.UpToDate, "#ffffff", "#2e7d5b")]
    [InlineData(NodeState.Stale, "#ffdcc2", "#a63c06")]
    [InlineData(NodeState.Waiting, "#fff5dc", "#8a6500")]
    public void ToDot_colours_a_row_by_its_state_as_the_legend_does(NodeState state, string row, string sign)
    {
        var tables = TablesOf(new Diagram("t", "s", [new DiagramGroup("g", [Node("n", state, "r", [])])]).ToDot());

        var cell = tables[1].Descendants("TD").Single(cell => cell.Attribute("ID") is not null);
        ((string?)cell.Attribute("BGCOLOR")).ShouldBe(row);
        ((string?)cell.Element("FONT")!.Attribute("COLOR")).ShouldBe(sign);
        tables[0].Descendants("TD").ShouldContain(legend => legend.Value == cell.Value && (string?)legend.Attribute("BGCOLOR") == row);
    }

    [Fact]
    public void ToDot_draws_one_thick_line_where_a_whole_group_needs_or_is_needed() => LinesOf(Small.ToDot()).ShouldBe(
        ["g1:n1:e -> g2:title:w [color=\"#8fa0ad99\", penwidth=2.6]", "g2:title:e -> g3:n4:w [color=\"#c2500f99\", penwidth=2.6]"]);

    [Fact]
    public void ToDot_draws_a_thin_line_for_each_need_of_some_nodes()
    {
        var diagram = Small with
        {
            Groups =
            [
                new DiagramGroup("a", [Node("a1", NodeState.UpToDate, "", []), Node("a2", NodeState.Stale, "", [])]),
                new DiagramGroup("b", [Node("b1", NodeState.UpToDate, "", ["a1"]), Node("b2", NodeState.Waiting, "", ["a2"])]),
            ],
        };

        LinesOf(diagram.ToDot()).ShouldBe(
            ["g1:n1:e -> g2:n3:w [color=\"#8fa0ad99\", penwidth=1.1]", "g1:n2:e -> g2:n4:w [color=\"#c2500f99\", penwidth=1.1]"]);
    }

    [Fact]
    public void ToDot_names_three_reasons_at_most_and_cuts_long_ones()
    {
        string[] reasons = ["one", "two", "three", "four"];
        var many = new Diagram("t", "s", [new DiagramGroup("g", [.. reasons.Select(reason => Node(reason, NodeState.Stale, reason, []))])]);
        var @long = new Diagram("t", "s", [new DiagramGroup("g", [Node("n", NodeState.Stale, new string('x', 61), [])])]);

        TablesOf(many.ToDot())[1].Elements("TR")
            .TakeLast(3)
            .Select(row => row.Value)
            .ShouldBe(["1× four", "1× one", "and 2 other reasons"]);
        TablesOf(@long.ToDot())[1].Elements("TR").Last().Value.ShouldBe(new string('x', 59) + "…");
    }

    /// <summary>A label is XML in angle brackets: what is well-formed in it can't end it.</summary>
    [Fact]
    public void ToDot_is_well_formed_whatever_the_texts_are() => Gen.String.Sample(text =>
    {
        var diagram = new Diagram(text, text, [new DiagramGroup(text, [Node("n", NodeState.Stale, text, [], (text, text))])]);
        TablesOf(diagram.ToDot()).Count.ShouldBe(2);
    });

    [Fact]
    public void Unknown_need_and_repeated_id_are_refused()
    {
        Should.Throw<ArgumentException>(() => One(Node("a", NodeState.Stale, "", ["b"])).ToMermaid()).Message.ShouldStartWith(
            "a needs 'b', which is in no group");
        Should.Throw<ArgumentException>(
            () => One(Node("a", NodeState.Stale, "", []), Node("a", NodeState.Stale, "", [])).ToDot()).Message.ShouldStartWith(
            "two nodes have the id 'a'");

        static Diagram One(params DiagramNode[] nodes) => new("t", "s", [new DiagramGroup("g", nodes)]);
    }

    private static DiagramNode Node(
        string id, NodeState state, string reason, string[] needs, params (string Name, string Value)[] properties) =>
        new(id, [.. properties.Select(property => new DiagramProperty(property.Name, property.Value))], state, reason, needs);

    private static List<XElement> TablesOf(string dot) =>
        [
            .. Regex.Matches(dot, "label=<(\\s*<TABLE.*?</TABLE>\\s*)>", RegexOptions.Singleline).Select(
                label => XElement.Parse(label.Groups[1].Value, LoadOptions.PreserveWhitespace)),
        ];

    private static IEnumerable<string> LinesOf(string dot) =>
        dot.Split('\n').Where(line => line.Contains(":e -> ", StringComparison.Ordinal)).Select(line => line.Trim());
}
