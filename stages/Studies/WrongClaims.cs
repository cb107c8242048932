using System.Globalization;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages.Studies;

/// <summary>
/// Part of the study <c>ablation</c>: what is left where users of the subgroup misjudge their class, with a figure and a table of its own.
/// </summary>
public static class WrongClaims
{
    public const string Name = $"{AblationStudy.Name}-wrong-claims";

    public const string Question = "What is left of the effect if users misjudge their class?";

    private const string Shown =
        "Accuracy of the subgroup and closure of the gap, by the share of its users who take their image for one of another class "
            + "and submit it with the perturbation of that class.";

    private static readonly double[] Shares = [0, 0.05, 0.1, 0.2, 0.4];

    public static StudyResults Plan(ExperimentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var cells = new StudyCells(AblationStudy.Name);
        var cell = cells.Add("claims", "wrong", plan.Add(new BootstrapWrongClaims(
            plan.Experiment.Bootstrap.Resamples, plan.Experiment.Dataset.Classes, plan.Proxies)
        {
            Shares = Shares,
            None = plan.PerProxy(Submission.Unchanged(plan).Of),
            Collective = plan.PerProxy(Submission.Collective(plan).Of),
        }));
        plan.Add(new RenderCurves(plan.Title, Name)
        {
            X = new Axis
            {
                Title = "Users who misjudge their class",
                Ticks = [.. Shares.Select(share => new AxisTick(share, Percentage(share)))],
            },
            Panels =
            [
                Panel(
                    "Accuracy of the subgroup",
                    "accuracy",
                    MetricName.AccuracySubgroup,
                    0,
                    new ReferenceLine<MetricAt>("no perturbation", null, Accuracy(Conditions.None))),
                Panel(
                    "Closure of the accuracy gap",
                    "closure",
                    MetricName.Closure,
                    null,
                    new ReferenceLine<MetricAt>("gap closed", 1),
                    new ReferenceLine<MetricAt>("no effect", 0)),
            ],
            Metrics = cells.Metrics,
            Caption = new FigureCaption(
                Shown,
                new Finding($"The subgroup's accuracy is {{0}} where nobody misjudges, {{1}} where {Percentage(Shares[^1])} do, and "
                    + $"{{2}} without a perturbation.",
                    Accuracy(BootstrapWrongClaims.ConditionOf(0)),
                    Accuracy(BootstrapWrongClaims.ConditionOf(Shares[^1])),
                    Accuracy(Conditions.None))),
        });
        plan.Add(cells.Table(
            plan,
            Name,
            Question,
            ["Misjudge their class"],
            [
                new StudyColumn("Subgroup accuracy", MetricName.AccuracySubgroup),
                new StudyColumn("Closure", MetricName.Closure),
                new StudyColumn("Harmed", MetricName.HarmedShare),
            ],
            [
                new StudyRow(["no perturbation"], cell, Conditions.None),
                .. Shares.Select(share => new StudyRow([Percentage(share)], cell, BootstrapWrongClaims.ConditionOf(share))),
            ]));
        return cells.Results;

        MetricAt Accuracy(string condition) => cell[MetricName.AccuracySubgroup, condition];

        LinePanel<MetricAt> Panel(
            string title, string axis, string metric, double? minimum, params IReadOnlyList<ReferenceLine<MetricAt>> references) => new(
            title,
            Axis.OfShare(axis, minimum),
            [
                new LineSeries<MetricAt>(
                    "collective",
                    [.. Shares.Select(share => new LinePoint<MetricAt>(share, cell[metric, BootstrapWrongClaims.ConditionOf(share)]))]),
            ],
            references);
    }

    private static string Percentage(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");
}
