using System.Globalization;
using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages.Studies;

/// <summary>Part of the study <c>ablation</c>: what is left where users of the subgroup misjudge their class, with a figure and a table of its own.</summary>
public static class WrongClaims
{
    public const string Name = $"{AblationStudy.Name}-wrong-claims";

    public const string Question = "What is left of the effect if users misjudge their class?";

    private const string Shown =
        "Accuracy of the subgroup and closure of the gap, by the share of its users who take their image for one of another class and submit it with the perturbation of that class.";

    private static readonly double[] Shares = [0, 0.05, 0.1, 0.2, 0.4];

    /// <param name="plan">To which it is added.</param>
    /// <param name="collective">What the collective submits.</param>
    public static Node<Metrics> Plan(ExperimentPlan plan, Submission collective)
    {
        int proxies = Submission.ProxiesOf([collective]);
        var metrics = plan.Add(new BootstrapWrongClaims(plan.Experiment.Bootstrap.Resamples, plan.Experiment.Dataset.Classes, proxies)
        {
            Shares = Shares,
            None = plan.PerProxy(proxies, plan.Unchanged.Of),
            Collective = plan.PerProxy(proxies, collective.Of),
        });
        plan.Add(new RenderCurves(plan.Title, Name)
        {
            X = new Axis { Title = "Users who misjudge their class", Ticks = [.. Shares.Select(share => new AxisTick(share, Percentage(share)))] },
            Panels =
            [
                Panel("Accuracy of the subgroup", "accuracy", "accuracy-subgroup", 0, new ReferenceLine<MetricAt>("no perturbation", null, Accuracy(Conditions.None))),
                Panel("Closure of the accuracy gap", "closure", "closure", null, new ReferenceLine<MetricAt>("gap closed", 1), new ReferenceLine<MetricAt>("no effect", 0)),
            ],
            Metrics = [metrics],
            Caption = new FigureCaption(
                Shown,
                new Finding($"The subgroup's accuracy is {{0}} where nobody misjudges, {{1}} where {Percentage(Shares[^1])} do, and {{2}} without a perturbation.",
                    Accuracy(BootstrapWrongClaims.ConditionOf(0)), Accuracy(BootstrapWrongClaims.ConditionOf(Shares[^1])), Accuracy(Conditions.None))),
        });
        plan.Add(new RenderStudyTable(plan.Title, Name)
        {
            Question = Question,
            Setting = plan.Setting,
            Variables = ["Misjudge their class"],
            Columns = [new StudyColumn("Subgroup accuracy", "accuracy-subgroup"), new StudyColumn("Closure", "closure"), new StudyColumn("Harmed", "harmed-share")],
            Rows = [new StudyRow(["no perturbation"], 0, Conditions.None), .. Shares.Select(share => new StudyRow([Percentage(share)], 0, BootstrapWrongClaims.ConditionOf(share)))],
            Metrics = [metrics],
        });
        return metrics;
    }

    private static MetricAt Accuracy(string condition) => new(0, "accuracy-subgroup", condition);

    private static LinePanel<MetricAt> Panel(string title, string axis, string metric, double? minimum, params IReadOnlyList<ReferenceLine<MetricAt>> references) => new(
        title, Axis.OfShare(axis, minimum), [new LineSeries<MetricAt>("collective", [.. Shares.Select(share => new LinePoint<MetricAt>(share, new MetricAt(0, metric, BootstrapWrongClaims.ConditionOf(share))))])], references);

    private static string Percentage(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");
}
