using Ttca.Pipeline;
using Ttca.Reporting;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages.Studies;

/// <summary>Studies with one variable share their shape: a cell per value, a figure of curves over it, a table with a row for each.</summary>
internal static class CurveStudy
{
    private static readonly (string Condition, string Name)[] Series =
    [
        (Conditions.Collective, "collective"),
        (Conditions.WhiteBox, "white-box (control)"),
        (Conditions.PhaseShuffled, "phase-shuffled (control)"),
        (Conditions.Random, "random signs (control)"),
        (Conditions.Preprocess, "preprocessing (control)"),
        (Conditions.None, "no perturbation"),
    ];

    public static StudyResults Plan(ExperimentPlan plan, Curves curves, IEnumerable<Node<Metrics>> cells)
    {
        IReadOnlyList<Node<Metrics>> metrics = [.. cells];
        IReadOnlyList<Node<Metrics>> shown = [.. metrics, .. curves.AllProxies is { } all ? new[] { all.Metrics } : []];
        string experiment = plan.Title;
        plan.Add(new RenderCurves(experiment, curves.Study)
        {
            X = new Axis { Title = curves.AxisTitle, Scale = curves.IsLogarithmic ? AxisScale.Logarithmic : AxisScale.Linear, Ticks = curves.Values },
            Panels =
            [
                Panel(curves, "Accuracy of the subgroup", "accuracy", "accuracy-subgroup", Series, 0, new ReferenceLine<MetricAt>("majority, no perturbation", null, MajorityBefore)),
                Panel(curves, "Closure of the accuracy gap", "closure", "closure", Series[..^1], null, new ReferenceLine<MetricAt>("gap closed", 1), new ReferenceLine<MetricAt>("no effect", 0)),
            ],
            Metrics = shown,
            Caption = new FigureCaption(
                curves.Shown,
                [
                    Finding.Closure(curves.Largest, curves.Values.Count - 1),
                    .. OverProxies(curves),
                    new Finding("Random signs of the same largest change: {0}.", new MetricAt(curves.Values.Count - 1, "closure", Conditions.Random)) { IfUndefined = "" },
                    new Finding("Fidelity of the proxy on the unperturbed subgroup: {0}.", new MetricAt(curves.Values.Count - 1, "fidelity-subgroup", Conditions.None)),
                ]),
        });
        plan.Add(new RenderStudyTable(experiment, curves.Study)
        {
            Question = curves.Question,
            Setting = curves.Setting,
            Variables = [curves.Variable, "Condition"],
            Columns =
            [
                new StudyColumn("Subgroup accuracy", "accuracy-subgroup"),
                new StudyColumn("Closure", "closure"),
                new StudyColumn("False claims", "false-claim-rate"),
                new StudyColumn("Majority joined", "accuracy-majority"),
            ],
            Rows =
            [
                .. Conditions.Controlled.Where(curves.Constant.Contains).Select(condition => new StudyRow(["any", condition], 0, condition)),
                .. curves.Values.Index().SelectMany(value =>
                    Conditions.Controlled.Except(curves.Constant).Select(condition => new StudyRow([value.Item.Label, condition], value.Index, condition))),
                .. curves.AllProxies is { } again ? new[] { new StudyRow([again.At.Label, again.Label], curves.Values.Count, Conditions.Collective) } : [],
            ],
            Metrics = shown,
            Epsilons = curves.Epsilons,
            Pixels = plan.Add(new MeasurePixels { Test = plan.TestImages() }),
        });
        return new StudyResults([.. curves.Values.Select(value => new CellLabel(curves.Study, curves.Variable, value.Label))], metrics);
    }

    private static IEnumerable<Finding> OverProxies(Curves curves) => curves.AllProxies is not { } all ? [] :
        [new Finding($"With the mean of {Quantity.Of(all.Proxies, "proxy")} of each platform they close {{0}}.", new MetricAt(curves.Values.Count, "closure", Conditions.Collective)) { IfUndefined = "" }];

    private static MetricAt MajorityBefore => new(0, "accuracy-majority", Conditions.None);

    private static LinePanel<MetricAt> Panel(
        Curves curves, string title, string axis, string metric, IEnumerable<(string Condition, string Name)> series, double? minimum, params IReadOnlyList<ReferenceLine<MetricAt>> references) =>
        new(
            title,
            Axis.OfShare(axis, minimum),
            [
                .. series.Where(one => !curves.Constant.Contains(one.Condition)).Select(one => new LineSeries<MetricAt>(one.Name, [.. curves.Values.Index().Select(value => new LinePoint<MetricAt>(value.Item.Value, new MetricAt(value.Index, metric, one.Condition)))])),
                .. curves.AllProxies is { } all ? new[] { new LineSeries<MetricAt>(all.Label, [new LinePoint<MetricAt>(all.At.Value, new MetricAt(curves.Values.Count, metric, Conditions.Collective))]) } : [],
            ],
            references)
        {
            Bands = [.. series.Where(one => curves.Constant.Contains(one.Condition)).Select(one => new ReferenceBand<MetricAt>(one.Name, new MetricAt(0, metric, one.Condition)))],
        };
}
