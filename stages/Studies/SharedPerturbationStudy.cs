using Ttca.Collective;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Bars;

namespace Ttca.Stages.Studies;

/// <summary>
/// One perturbation for the whole subgroup against one per class. A shared one can't carry a label: what it closes is repair of the
/// subgroup's images, and the difference is label-pulling.
/// </summary>
public sealed record SharedPerturbationStudy : IStudy
{
    public const string Name = "shared-perturbation";

    private const string PerClass = "one per class";
    private const string ForAll = "one for all classes";

    string IStudy.Name => Name;

    public string Question => "How much of the closure is repair of the images, and how much is pulling towards a label?";

    private const string Shown =
        "Closure of the gap, and false claims, with one perturbation per class and with one for all. One for all classes can't "
            + "carry a label: what it closes is repair.";

    public StudyResults Plan(ExperimentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var shared = plan.With(e => e with { Perturbation = e.Perturbation with { Per = PerturbationScope.Shared } });
        var forAll = Submission.Perturbed(plan, Conditions.Shared, shared.OptimizePerturbation);
        var cells = new StudyCells(Name);
        var cell = cells.Add("members", $"{plan.Members}", plan.Bootstrap(
            [.. Submission.All(plan), forAll, Submission.Perturbed(plan, Conditions.WhiteBoxShared, shared.OptimizeWhiteBox)],
            LabelPulling,
            new ConditionPair(Conditions.Shared, Conditions.None),
            new ConditionPair(Conditions.Shared, Conditions.Random)));
        plan.Add(new RenderBars(plan.Title, Name)
        {
            Panels =
            [
                PanelOf(cell, "Closure of the accuracy gap", "closure", MetricName.Closure, new ReferenceLine<MetricAt>("gap closed", 1)),
                PanelOf(
                    cell,
                    "False claims",
                    "rate",
                    MetricName.FalseClaimRate,
                    new ReferenceLine<MetricAt>("no perturbation", null, cell[MetricName.FalseClaimRate, Conditions.None])),
            ],
            Metrics = cells.Metrics,
            Caption = CaptionOf(cell),
        });
        plan.Add(cells.Table(
            plan,
            Name,
            Question,
            ["Optimised on", "Perturbations"],
            [
                new StudyColumn("Subgroup accuracy", MetricName.AccuracySubgroup),
                new StudyColumn("Closure", MetricName.Closure),
                new StudyColumn("False claims", MetricName.FalseClaimRate),
            ],
            [
                new StudyRow(["nothing", "none"], cell, Conditions.None),
                new StudyRow(["random signs", PerClass], cell, Conditions.Random),
                new StudyRow(["proxy", ForAll], cell, Conditions.Shared),
                new StudyRow(["proxy", PerClass], cell, Conditions.Collective),
                new StudyRow(["proxy", "difference"], cell, LabelPulling.Name()),
                new StudyRow(["platform", ForAll], cell, Conditions.WhiteBoxShared),
                new StudyRow(["platform", PerClass], cell, Conditions.WhiteBox),
            ]));
        plan.AddContrasts(
            Name,
            new Contrast($"{PerClass} - {ForAll}", Submission.Collective(plan), forAll),
            new Contrast($"{ForAll} - no perturbation", forAll, Submission.Unchanged(plan)));
        return cells.Results;
    }

    private static ConditionPair LabelPulling { get; } = new(Conditions.Collective, Conditions.Shared);

    private static FigureCaption CaptionOf(Cell cell)
    {
        return new FigureCaption(Shown, new Finding(
            "Closure is {0} with one perturbation per class and {1} with one for all classes; their difference, pulling towards a "
                + "label, is {2}.",
            Closure(Conditions.Collective),
            Closure(Conditions.Shared),
            Closure(LabelPulling.Name()),
            cell[MetricName.SubgroupGap, Conditions.None])
        {
            IfUndefined = "The gap of {3} is too small for a closure.",
        });

        MetricAt Closure(string condition) => cell[MetricName.Closure, condition];
    }

    private static BarPanel<MetricAt> PanelOf(Cell cell, string title, string axis, string metric, ReferenceLine<MetricAt> reference)
    {
        return new BarPanel<MetricAt>(
            title,
            Axis.OfShare(axis),
            [
                new BarGroup<MetricAt>("random signs (control)", [Bar(PerClass, Conditions.Random)]),
                new BarGroup<MetricAt>("optimised on the proxy", [Bar(PerClass, Conditions.Collective), Bar(ForAll, Conditions.Shared)]),
                new BarGroup<MetricAt>(
                    "optimised on the platform (control)", [Bar(PerClass, Conditions.WhiteBox), Bar(ForAll, Conditions.WhiteBoxShared)]),
            ],
            [reference]);

        Bar<MetricAt> Bar(string series, string condition) => new(series, cell[metric, condition]);
    }
}
