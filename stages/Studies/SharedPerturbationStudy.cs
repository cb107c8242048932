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
        "Closure of the gap, and false claims, with one perturbation per class and with one for all. One for all classes can't carry a label: what it closes is repair.";

    public StudyResults Plan(ExperimentPlan plan)
    {
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        var shared = plan.With(e => e with { Perturbation = e.Perturbation with { Per = PerturbationScope.Shared } });
        var forAll = new Submission(
            Conditions.Shared, plan.ProxiesOf(plan.Members, epsilon), (seed, draw) => plan.Evaluate(seed, Conditions.Shared, shared.OptimizePerturbation(seed, plan.Members, epsilon, draw)));
        var metrics = plan.Bootstrap(
            [
                .. plan.Submissions(plan.Members, epsilon),
                forAll,
                new Submission(Conditions.WhiteBoxShared, seed => plan.Evaluate(seed, Conditions.WhiteBoxShared, shared.OptimizeWhiteBox(seed, epsilon))),
            ],
            LabelPulling,
            new ConditionPair(Conditions.Shared, Conditions.None),
            new ConditionPair(Conditions.Shared, Conditions.Random));
        plan.Add(new RenderBars(plan.Title, Name)
        {
            Panels =
            [
                Panel("Closure of the accuracy gap", "closure", "closure", new ReferenceLine<MetricAt>("gap closed", 1)),
                Panel("False claims", "rate", "false-claim-rate", new ReferenceLine<MetricAt>("no perturbation", null, new MetricAt(0, "false-claim-rate", Conditions.None))),
            ],
            Metrics = [metrics],
            Caption = new FigureCaption(
                Shown, new Finding("Closure is {0} with one perturbation per class and {1} with one for all classes; their difference, pulling towards a label, is {2}.", At(Conditions.Collective), At(Conditions.Shared), At(LabelPulling.Name()), new MetricAt(0, "subgroup-gap", Conditions.None))
                {
                    IfUndefined = "The gap of {3} is too small for a closure.",
                }),
        });
        plan.Add(new RenderStudyTable(plan.Title, Name)
        {
            Question = Question,
            Setting = plan.Setting,
            Variables = ["Optimised on", "Perturbations"],
            Columns = [new StudyColumn("Subgroup accuracy", "accuracy-subgroup"), new StudyColumn("Closure", "closure"), new StudyColumn("False claims", "false-claim-rate")],
            Rows =
            [
                new StudyRow(["nothing", "none"], 0, Conditions.None),
                new StudyRow(["random signs", PerClass], 0, Conditions.Random),
                new StudyRow(["proxy", ForAll], 0, Conditions.Shared),
                new StudyRow(["proxy", PerClass], 0, Conditions.Collective),
                new StudyRow(["proxy", "difference"], 0, LabelPulling.Name()),
                new StudyRow(["platform", ForAll], 0, Conditions.WhiteBoxShared),
                new StudyRow(["platform", PerClass], 0, Conditions.WhiteBox),
            ],
            Metrics = [metrics],
        });
        plan.AddContrasts(
            Name,
            new Contrast($"{PerClass} - {ForAll}", plan.Collective(plan.Members, epsilon), forAll),
            new Contrast($"{ForAll} - no perturbation", forAll, plan.Unchanged));
        return new StudyResults([new CellLabel(Name, "members", $"{plan.Members}")], [metrics]);
    }

    private static ConditionPair LabelPulling { get; } = new(Conditions.Collective, Conditions.Shared);

    private static MetricAt At(string condition) => new(0, "closure", condition);

    private static BarPanel<MetricAt> Panel(string title, string axis, string metric, params IReadOnlyList<ReferenceLine<MetricAt>> references)
    {
        return new BarPanel<MetricAt>(
            title,
            Axis.OfShare(axis),
            [
                new BarGroup<MetricAt>("random signs (control)", [Bar(PerClass, Conditions.Random)]),
                new BarGroup<MetricAt>("optimised on the proxy", [Bar(PerClass, Conditions.Collective), Bar(ForAll, Conditions.Shared)]),
                new BarGroup<MetricAt>("optimised on the platform (control)", [Bar(PerClass, Conditions.WhiteBox), Bar(ForAll, Conditions.WhiteBoxShared)]),
            ],
            references);

        Bar<MetricAt> Bar(string series, string condition) => new(series, new MetricAt(0, metric, condition));
    }
}
