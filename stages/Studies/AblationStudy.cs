using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Bars;
namespace Ttca.Stages.Studies;

/// <summary>
/// What is left of the effect without the platform's answers, without the pool, without the platform, with users who misjudge their class,
/// and at an equal price in false claims.
/// </summary>
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
        "Accuracy of the subgroup and closure of the gap: with the collective's perturbation; with that of a pool of one; with one "
        + "for a proxy of the members' own labels, for which nobody asked the platform; with preprocessing instead of a perturbation; "
        + "and what a classifier trained on the members' own labels answers itself.";

    public StudyResults Plan(ExperimentPlan plan)
    {
        IReadOnlyList<ConditionPair> leads = [.. Lines.Skip(1).Select(line => new ConditionPair(Conditions.Collective, line.Condition))];
        IReadOnlyList<Submission> submissions =
        [
            .. Submission.Controlled(plan),
            Submission.Perturbed(plan, Conditions.PoolOfOne, plan.WithMembers(1).OptimizePerturbation),
            Submission.Perturbed(plan, Conditions.TrueLabels, plan.OptimizeOnOwnModel),
            new(Conditions.OwnModel, plan.Proxies, plan.AskOwnModel),
        ];
        var cells = new StudyCells(Name);
        var cell = cells.Add("members", $"{plan.Members}", plan.Bootstrap(submissions, [.. leads]));
        plan.Add(new RenderBars(plan.Title, Name)
        {
            Panels =
            [
                Panel(
                    "Accuracy of the subgroup",
                    "accuracy",
                    MetricName.AccuracySubgroup,
                    0,
                    new ReferenceLine<MetricAt>("no perturbation", null, Accuracy(Conditions.None))),
                Panel("Closure of the accuracy gap", "closure", MetricName.Closure, null, new ReferenceLine<MetricAt>("gap closed", 1)),
            ],
            Metrics = cells.Metrics,
            Caption = new FigureCaption(
                Shown,
                new Finding("The subgroup's accuracy is {0} with the collective's perturbation, {1} with a pool of one, {2} without "
                    + "queries, and {3} without a perturbation.",
                    Accuracy(Conditions.Collective),
                    Accuracy(Conditions.PoolOfOne),
                    Accuracy(Conditions.TrueLabels),
                    Accuracy(Conditions.None))),
        });
        plan.Add(cells.Table(
            plan,
            Name,
            Question,
            ["What is done"],
            [
                new StudyColumn("Subgroup accuracy", MetricName.AccuracySubgroup),
                new StudyColumn("Closure", MetricName.Closure),
                new StudyColumn("False claims", MetricName.FalseClaimRate),
            ],
            [
                new StudyRow(["nothing"], cell, Conditions.None),
                .. Lines.Select(line => new StudyRow([line.Label], cell, line.Condition)),
                .. Lines.Skip(1).Zip(leads, (line, lead) => new StudyRow([$"collective - {line.Label}"], cell, lead.Name())),
            ]));
        plan.AddContrasts(
            Name, Lines.Skip(1).Select(line => new Contrast($"collective - {line.Label}", Of(Conditions.Collective), Of(line.Condition))));
        return StudyResults.Of([cells.Results, WrongClaims.Plan(plan), MatchedClaims.Plan(plan)]);

        Submission Of(string condition) => submissions.Single(submission => submission.Condition == condition);

        MetricAt Accuracy(string condition) => cell[MetricName.AccuracySubgroup, condition];

        BarPanel<MetricAt> Panel(string title, string axis, string metric, double? minimum, ReferenceLine<MetricAt> reference) =>
            new(
                title,
                Axis.OfShare(axis, minimum),
                [
                    .. Lines.Select(
                        line => new BarGroup<MetricAt>(line.Label, [new Bar<MetricAt>("subgroup", cell[metric, line.Condition])])),
                ],
                [reference]);
    }
}
