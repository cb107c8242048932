using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages.Studies;

/// <summary>How much of the subgroup must use the perturbation, and what happens if the majority joins?</summary>
public sealed record ParticipationStudy : IStudy, IValidatableObject
{
    public const string Name = "participation";

    string IStudy.Name => Name;

    public string Question => "How many must use the perturbation, and what if the majority joins?";

    private const string Shown =
        "Accuracy of both groups. Left: by the share of the subgroup that uses the perturbation. Right: all of the subgroup uses "
            + "it, and a share of the majority joins.";

    /// <summary>Shares of the subgroup that use the perturbation, and of the majority that join.</summary>
    /// <value>Each from 0 to 1.</value>
    [Length(2, 32)]
    public IReadOnlyList<double> Shares { get; init; } = [0, 0.25, 0.5, 0.75, 1];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Shares.Any(share => share is not (>= 0 and <= 1)) || Shares.Distinct().Count() < Shares.Count)
        {
            yield return new ValidationResult("must be different numbers from 0 to 1", [nameof(Shares)]);
        }
    }

    public StudyResults Plan(ExperimentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (unchanged, collective) = (Submission.Unchanged(plan), Submission.Collective(plan));
        IReadOnlyList<double> shares = [.. Shares.Order()];
        var cells = new StudyCells(Name);
        var cell = cells.Add("members", $"{plan.Members}", plan.Add(new BootstrapParticipation(
            plan.Experiment.Bootstrap.Resamples, plan.Experiment.Dataset.Classes, plan.Proxies)
        {
            Shares = shares,
            None = plan.PerProxy(unchanged.Of),
            Collective = plan.PerProxy(collective.Of),
        }));
        plan.Add(new RenderCurves(plan.Title, Name)
        {
            X = new Axis
            {
                Title = "Share of the subgroup that uses it",
                Ticks = [.. shares.Select(share => new AxisTick(share, Percentage(share)))],
            },
            Panels =
            [
                Panel("The subgroup uses the perturbation", BootstrapParticipation.OfSubgroup),
                Panel("The majority joins the whole subgroup", BootstrapParticipation.OfMajority) with
                {
                    XTitle = "Share of the majority that joins",
                },
            ],
            Metrics = cells.Metrics,
            Caption = new FigureCaption(
                Shown,
                new Finding($"The gap is {{0}} where {Percentage(shares[0])} of the subgroup use it, {{1}} where "
                    + $"{Percentage(shares[^1])} do, and {{2}} where {Percentage(shares[^1])} of the majority join.",
                    Gap(BootstrapParticipation.OfSubgroup(shares[0])),
                    Gap(BootstrapParticipation.OfSubgroup(shares[^1])),
                    Gap(BootstrapParticipation.OfMajority(shares[^1])))),
        });
        plan.Add(cells.Table(
            plan,
            Name,
            Question,
            ["Sub.", "Maj."],
            [
                new StudyColumn("Subgroup accuracy", MetricName.AccuracySubgroup),
                new StudyColumn("Gap", MetricName.SubgroupGap),
                new StudyColumn("Closure", MetricName.Closure),
                new StudyColumn("Accuracy ratio", MetricName.AccuracyRatio),
            ],
            [
                .. shares.Select(share => new StudyRow([Percentage(share), Percentage(0)], cell, BootstrapParticipation.OfSubgroup(share))),
                .. shares
                    .Where(share => share > 0)
                    .Select(share => new StudyRow([Percentage(1), Percentage(share)], cell, BootstrapParticipation.OfMajority(share))),
            ]) with
        {
            Setting = $"made by {plan.Setting}",
        });
        plan.AddContrasts(
            Name,
            new Contrast("all of the subgroup - nobody", collective, unchanged),
            new Contrast("all of the majority joins - none of it, majority", collective, unchanged) { IsOfMajority = true });
        return cells.Results;

        MetricAt Gap(string condition) => cell[MetricName.SubgroupGap, condition];

        LinePanel<MetricAt> Panel(string title, Func<double, string> condition) => new(
            title,
            Axis.OfShare("accuracy", minimum: 0),
            [
                new LineSeries<MetricAt>(
                    "subgroup",
                    [.. shares.Select(share => new LinePoint<MetricAt>(share, cell[MetricName.AccuracySubgroup, condition(share)]))]),
                new LineSeries<MetricAt>(
                    "majority",
                    [.. shares.Select(share => new LinePoint<MetricAt>(share, cell[MetricName.AccuracyMajority, condition(share)]))]),
            ],
            []);
    }

    private static string Percentage(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");
}
