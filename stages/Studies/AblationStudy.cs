using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Bars;

namespace Ttca.Stages.Studies;

/// <summary>What is left of the effect without the platform's answers, without the pool, without the platform, with users who misjudge their class, and at an equal price in false claims.</summary>
public sealed record AblationStudy : IStudy
{
    public const string Name = "ablation";

    private static readonly (string Condition, string Label)[] Lines =
    [
        (Conditions.Collective, "collective"),
        (Conditions.PoolOfOne, "a pool of one"),
        (Conditions.TrueLabels, "no queries, own labels"),
        (Conditions.Preprocess, "preprocessing"),
        (Conditions.OwnModel, "own model"),
    ];

    string IStudy.Name => Name;

    public string Question => "Do the platform's answers matter, does pooling, and would a model of the collective's own do?";

    private const string Shown =
        "Accuracy of the subgroup and closure of the gap: with the collective's perturbation; with that of a pool of one; with one for a proxy of the members' own labels, for which nobody asked the platform; with preprocessing instead of a perturbation; "
        + "and what a classifier trained on the members' own labels answers itself.";

    public StudyResults Plan(ExperimentPlan plan)
    {
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        int proxies = plan.ProxiesOf(plan.Members, epsilon);
        IReadOnlyList<ConditionPair> leads = [.. Lines.Skip(1).Select(line => new ConditionPair(Conditions.Collective, line.Condition))];
        IReadOnlyList<Submission> submissions =
        [
            .. plan.Controlled(plan.Members, epsilon),
            new(Conditions.PoolOfOne, proxies, (seed, draw) => plan.Evaluate(seed, Conditions.PoolOfOne, plan.OptimizePerturbation(seed, members: 1, epsilon, draw))),
            new(Conditions.TrueLabels, proxies, (seed, draw) => plan.Evaluate(seed, Conditions.TrueLabels, plan.OptimizeOnOwnModel(seed, epsilon, draw))),
            new(Conditions.OwnModel, proxies, plan.AskOwnModel),
        ];
        var metrics = plan.Bootstrap(submissions, [.. leads]);
        plan.Add(new RenderBars(plan.Title, Name)
        {
            Panels =
            [
                Panel("Accuracy of the subgroup", "accuracy", "accuracy-subgroup", 0, new ReferenceLine<MetricAt>("no perturbation", null, new MetricAt(0, "accuracy-subgroup", Conditions.None))),
                Panel("Closure of the accuracy gap", "closure", "closure", null, new ReferenceLine<MetricAt>("gap closed", 1)),
            ],
            Metrics = [metrics],
            Caption = new FigureCaption(
                Shown,
                new Finding("The subgroup's accuracy is {0} with the collective's perturbation, {1} with a pool of one, {2} without queries, and {3} without a perturbation.",
                    At(Conditions.Collective), At(Conditions.PoolOfOne), At(Conditions.TrueLabels), At(Conditions.None))),
        });
        plan.Add(new RenderStudyTable(plan.Title, Name)
        {
            Question = Question,
            Setting = plan.Setting,
            Variables = ["What is done"],
            Columns = [new StudyColumn("Subgroup accuracy", "accuracy-subgroup"), new StudyColumn("Closure", "closure"), new StudyColumn("False claims", "false-claim-rate")],
            Rows =
            [
                new StudyRow(["nothing"], 0, Conditions.None),
                .. Lines.Select(line => new StudyRow([line.Label], 0, line.Condition)),
                .. Lines.Skip(1).Zip(leads, (line, lead) => new StudyRow([$"collective - {line.Label}"], 0, lead.Name())),
            ],
            Metrics = [metrics],
        });
        plan.AddContrasts(Name, Lines.Skip(1).Select(line => new Contrast($"collective - {line.Label}", Of(Conditions.Collective), Of(line.Condition))));
        return new StudyResults(
            [new CellLabel(Name, "members", $"{plan.Members}"), new CellLabel(Name, "claims", "wrong"), new CellLabel(Name, "claims", "matched")],
            [metrics, WrongClaims.Plan(plan, Of(Conditions.Collective)), MatchedClaims.Plan(plan)]);

        Submission Of(string condition) => submissions.Single(submission => submission.Condition == condition);
    }

    private static MetricAt At(string condition) => new(0, "accuracy-subgroup", condition);

    private static BarPanel<MetricAt> Panel(string title, string axis, string metric, double? minimum, ReferenceLine<MetricAt> reference) =>
        new(title, Axis.OfShare(axis, minimum), [.. Lines.Select(line => new BarGroup<MetricAt>(line.Label, [new Bar<MetricAt>("subgroup", new MetricAt(0, metric, line.Condition))]))], [reference]);
}
