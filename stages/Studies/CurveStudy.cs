using Ttca.Reporting;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages.Studies;

/// <summary>
/// Studies with one variable share their shape: a cell per value, a figure of curves over it, a table with a row for each.
/// </summary>
internal sealed class CurveStudy
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

    private readonly ExperimentPlan _plan;
    private readonly Curves _curves;
    private readonly StudyCells _cells;
    private readonly IReadOnlyList<(AxisTick Tick, Cell Cell)> _values;
    private readonly (AxisTick Tick, Cell Cell, int Proxies)? _allProxies;

    private CurveStudy(ExperimentPlan plan, Curves curves)
    {
        (_plan, _curves, _cells) = (plan, curves, new StudyCells(curves.Study));
        _values =
        [
            .. curves.Values.Select(
                value => (value.Tick, _cells.Add(curves.Variable, value.Tick.Label, value.Plan.OfFirstProxies.BootstrapControlled()))),
        ];
        _allProxies = curves.AllProxiesAt is { } tick && plan.Proxies > 1
            ? (tick, _cells.Show(plan.BootstrapControlled()), plan.Proxies)
            : null;
    }

    private Cell First => _values[0].Cell;

    private Cell Last => _values[^1].Cell;

    /// <summary>As figures and tables call what the mean over all proxies reaches.</summary>
    private static string LabelOf(int proxies) => $"collective, {Quantity.Of(proxies, "proxy")}";

    public static StudyResults Plan(ExperimentPlan plan, Curves curves)
    {
        var study = new CurveStudy(plan, curves);
        study.AddFigure();
        study.AddTable();
        plan.AddContrasts(curves.Study, curves.Values.Zip(curves.Values.Skip(1), (smaller, larger) => new Contrast(
            curves.ContrastName((larger.Tick.Label, smaller.Tick.Label)),
            Submission.Collective(larger.Plan.OfFirstProxies),
            Submission.Collective(smaller.Plan.OfFirstProxies))));
        return study._cells.Results;
    }

    private void AddFigure() => _plan.Add(new RenderCurves(_plan.Title, _curves.Study)
    {
        X = _curves.X with { Ticks = [.. _values.Select(value => value.Tick)] },
        Panels =
        [
            Panel("Accuracy of the subgroup", "accuracy", MetricName.AccuracySubgroup, Series, 0,
                new ReferenceLine<MetricAt>("majority, no perturbation", null, First[MetricName.AccuracyMajority, Conditions.None])),
            Panel(
                "Closure of the accuracy gap",
                "closure",
                MetricName.Closure,
                Series[..^1],
                null,
                new ReferenceLine<MetricAt>("gap closed", 1),
                new ReferenceLine<MetricAt>("no effect", 0)),
        ],
        Metrics = _cells.Metrics,
        Caption = new FigureCaption(
            _curves.Shown,
            [
                Finding.Closure(_curves.Largest, Last),
                .. OverProxies(),
                new Finding(
                    "Random signs of the same largest change: {0}.", Last[MetricName.Closure, Conditions.Random]) { IfUndefined = "" },
                new Finding("Fidelity of the proxy on the unperturbed subgroup: {0}.", Last[MetricName.FidelitySubgroup, Conditions.None]),
            ]),
    });

    private void AddTable() => _plan.Add(_cells.Table(
        _plan,
        _curves.Study,
        _curves.Question,
        [_curves.Variable, "Condition"],
        [
            new StudyColumn("Subgroup accuracy", MetricName.AccuracySubgroup),
            new StudyColumn("Closure", MetricName.Closure),
            new StudyColumn("False claims", MetricName.FalseClaimRate),
            new StudyColumn("Majority joined", MetricName.AccuracyMajority),
        ],
        [
            .. Conditions.Controlled
                .Where(_curves.Constant.Contains)
                .Select(condition => new StudyRow(["any", condition], First, condition)),
            .. from value in _values
               from condition in Conditions.Controlled.Except(_curves.Constant)
               select new StudyRow([value.Tick.Label, condition], value.Cell, condition),
            .. _allProxies is { } all
                ? new[] { new StudyRow([all.Tick.Label, LabelOf(all.Proxies)], all.Cell, Conditions.Collective) }
                : [],
        ]) with
    {
        Setting = _curves.Setting,
        Epsilons = _curves.Epsilons,
        Pixels = _plan.Add(new MeasurePixels { Test = _plan.TestImages() }),
    });

    private IEnumerable<Finding> OverProxies() => _allProxies is not { } all ? [] :
        [
            new Finding(
                $"With the mean of {Quantity.Of(all.Proxies, "proxy")} of each platform they close {{0}}.",
                all.Cell[MetricName.Closure, Conditions.Collective]) { IfUndefined = "" },
        ];

    private LinePanel<MetricAt> Panel(
        string title,
        string axis,
        string metric,
        IReadOnlyList<(string Condition, string Name)> series,
        double? minimum,
        params IReadOnlyList<ReferenceLine<MetricAt>> references) =>
        new(
            title,
            Axis.OfShare(axis, minimum),
            [
                .. from one in series
                   where !_curves.Constant.Contains(one.Condition)
                   select new LineSeries<MetricAt>(
                       one.Name,
                       [.. _values.Select(value => new LinePoint<MetricAt>(value.Tick.Value, value.Cell[metric, one.Condition]))]),
                .. _allProxies is { } all
                    ? new[]
                    {
                        new LineSeries<MetricAt>(
                            LabelOf(all.Proxies), [new LinePoint<MetricAt>(all.Tick.Value, all.Cell[metric, Conditions.Collective])]),
                    }
                    : [],
            ],
            references)
        {
            Bands =
            [
                .. series
                    .Where(one => _curves.Constant.Contains(one.Condition))
                    .Select(one => new ReferenceBand<MetricAt>(one.Name, First[metric, one.Condition])),
            ],
        };
}
