using Ttca.Configuration;
using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Dots;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages.Tests;

/// <summary>The figures and captions of every study, of made-up numbers.</summary>
public sealed class StudyFiguresTests
{
    private static readonly IReadOnlyList<Node> Nodes = ExperimentPlan.Of(ConfigurationReader.ReadFile<Experiment>(
        Path.Combine(RepositoryFolder.Path, "experiments", "embedded-full.yaml"), ["collective.sizes=[20, 50, 100, 200]"])).Nodes;

    public static TheoryData<string> Studies => [.. Nodes.Where(node => DrawnBy(node.Stage)).Select(StudyOf)];

    [Theory, MemberData(nameof(Studies))]
    public void Every_figure_can_be_drawn_and_says_on_how_many_images_and_seeds_it_rests(string study)
    {
        var (figure, evidence, caption) = Drawn(study, seeds: 5);

        figure.Render().ShouldNotBeEmpty();
        evidence.Sample.ShouldBe("2,000 images × 5 seeds");
        caption.ShouldContain("2,000 images × 5 seeds.");
    }

    [Theory]
    [InlineData(1, "Intervals: 95 % percentile interval, over images only; small circles: single seeds; 2,000 images × 1 seed.")]
    [InlineData(3, "Intervals: 95 % t-interval; small circles: single seeds; 2,000 images × 3 seeds.")]
    [InlineData(10, "Intervals: 95 % percentile interval; small circles: single seeds; 2,000 images × 10 seeds.")]
    public void Caption_names_the_interval_that_so_many_seeds_have(int seeds, string text) =>
        Studies.Select(study => Drawn(study, seeds).Caption).ShouldAllBe(caption => caption.EndsWith(text, StringComparison.Ordinal));

    [Fact]
    public void Caption_states_the_result_in_numbers() => Drawn("collective-size", seeds: 5).Caption.ShouldStartWith(
        "Accuracy of the subgroup and closure of the gap, by members of the collective. 200 members close 0.76 [0.56, 0.96] of a "
            + "gap of 0.25 [0.19, 0.31]. Random signs of the same largest change: −0.20 [−0.40, 0.00].");

    [Fact]
    public void Finding_names_the_least_and_the_greatest_and_says_where_there_is_no_gap()
    {
        var cells = Cells(("closure", 0.5), ("closure", -0.1), ("closure", double.NaN), ("subgroup-gap", 0.01));
        NamedMetric[] named =
        [
            new("a", new MetricAt(0, "closure", Conditions.None)),
            new("b", new MetricAt(1, "closure", Conditions.None)),
            new("c", new MetricAt(2, "closure", Conditions.None)),
        ];

        new Finding("From {least} to {most}.") { Among = named }.In(cells).ShouldBe("From b, −0.10 [−0.20, 0.00] to a, 0.50 [0.40, 0.60].");
        new Finding("From {least} to {most}.") { Among = named[2..] }.In(cells).ShouldBe("From undefined to undefined.");
        new Finding("From {least} to {most}.") { Among = named[2..], IfUndefined = "No gap." }.In(cells).ShouldBe("No gap.");
        new Finding(
            "{0} of {1}.", named[2].At, new MetricAt(3, "subgroup-gap", Conditions.None)) { IfUndefined = "A gap of {1} is too small." }.In(
            cells)
            .ShouldBe("A gap of 0.01 [−0.09, 0.11] is too small.");
    }

    [Fact]
    public void Numbers_of_captions_are_rounded_as_those_of_tables() =>
        new Finding("{0}", new MetricAt(0, "accuracy", Conditions.None)).In(
            [
                new Metrics(
                    [
                        new Fairness.MetricEstimate(
                            "accuracy", Conditions.None, new Fairness.Estimate(0.125, -0.001, double.PositiveInfinity), [], 10, 5, 100, 0),
                    ]),
            ])
            .ShouldBe("0.13 [0.00, ∞]");

    [Fact]
    public void Controls_that_do_not_depend_on_the_size_of_the_collective_are_bands_and_the_others_curves()
    {
        var size = (LineFigure)Drawn("collective-size", seeds: 5).Figure;
        var epsilon = (LineFigure)Drawn("epsilon", seeds: 5).Figure;

        size.Panels[0].Series.Select(series => series.Name).ShouldBe(["collective"]);
        size.Panels[0].Bands.Count.ShouldBe(5);
        epsilon.Panels[0].Series.Count.ShouldBe(4);
        epsilon.Panels[0].Bands.Select(band => band.Name).ShouldBe(["preprocessing (control)", "no perturbation"]);
    }

    [Theory, InlineData("collective-size"), InlineData("epsilon"), InlineData("retraining")]
    public void No_row_of_a_table_repeats_the_numbers_of_another(string study)
    {
        var table = (RenderStudyTable)Nodes.Single(node => node.Stage is RenderStudyTable one && one.Study == study).Stage;

        // Rows of one condition that differ by cell alone are of one number where no input of the condition depends on the cell.
        var metrics = Nodes.Single(node => node.Stage is RenderStudyTable one && one.Study == study).Inputs.Single(
            input => input.Name == "metrics").Nodes;
        var evaluations = table.Rows.Select(
            row => string.Join(' ', EvaluationsOf(metrics[row.Numbers[0].Cell], row.Numbers[0].Condition).Select(node => node.Id)));
        evaluations.ShouldBeUnique();
    }

    [Fact]
    public void Fairness_has_a_panel_for_each_direction_with_its_paired_changes_and_no_metric_twice()
    {
        var figure = (DotFigure)Drawn("fairness", seeds: 5).Figure;

        var panels = figure.Panels;
        panels
            .Select(panel => panel.Title)
            .ShouldBe(
                [
                    "Majority and subgroup: higher is fairer",
                    "Paired change: above 0 is fairer",
                    "Majority and subgroup: lower is fairer",
                    "Paired change: below 0 is fairer",
                ]);
        panels[0].Rows.Select(row => row.Label).ShouldBe(["Worst group", "Accuracy ratio", "Ratio, least class"]);
        panels[2].Rows.Select(row => row.Label).ShouldBe(["Accuracy gap", "Eq. opp., max"]);     // equalized odds equal it, here
        panels[1].Rows[0].Dots.Select(dot => dot.Series).ShouldBe(["random signs (control)", "preprocessing (control)", "after"]);
    }

    private static IReadOnlyList<Metrics> Cells(params (string Name, double Value)[] metrics) =>
        [
            .. metrics.Select(
                one => new Metrics(
                    [
                        new Fairness.MetricEstimate(
                            one.Name,
                            Conditions.None,
                            new Fairness.Estimate(one.Value, one.Value - 0.1, one.Value + 0.1),
                            [],
                            10,
                            5,
                            100,
                            0),
                    ])),
        ];

    private static IEnumerable<Node> EvaluationsOf(Node metrics, string condition) => metrics.Stage is Bootstrap bootstrap
        ? metrics.Inputs.Single(input => input.Name == "evaluations").Nodes.Where(
            (_, i) => bootstrap.Conditions[i % bootstrap.Conditions.Count] == condition)
        : [];

    private static bool DrawnBy(object stage) => stage is RenderCurves or RenderBars or RenderHeatMap or RenderFairness;

    private static string StudyOf(Node node) => node.Stage switch
    {
        RenderCurves one => one.Study,
        RenderBars one => one.Study,
        RenderHeatMap one => one.Study,
        _ => Ttca.Stages.Studies.FairnessStudy.Name,
    };

    internal static (Figure Figure, Evidence Evidence, string Caption) Drawn(string study, int seeds)
    {
        var node = Nodes.Single(node => DrawnBy(node.Stage) && StudyOf(node) == study);
        var cells = MadeUpMetrics.CellsOf(node, seeds);
        return node.Stage switch
        {
            RenderCurves one => With(one.FigureOf(cells), one.FigureOf(cells).Evidence, one.Caption),
            RenderBars one => With(one.FigureOf(cells), one.FigureOf(cells).Evidence, one.Caption),
            RenderHeatMap one => With(one.FigureOf(cells), one.FigureOf(cells).Evidence, one.Caption),
            RenderFairness one when one.FigureOf(one.Groupings[0], cells[0], pair: null) is var figure => With(
                figure, figure.Evidence, one.Captions[0]),
            _ => throw new InvalidOperationException(node.Id),
        };

        (Figure, Evidence, string) With(Figure figure, Evidence evidence, FigureCaption caption) =>
            (figure, evidence, caption.In(cells, evidence));
    }
}
