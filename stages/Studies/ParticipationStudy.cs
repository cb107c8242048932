using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>How much of the subgroup must use the perturbation, and what happens if the majority joins?</summary>
public sealed record ParticipationStudy : IStudy, IValidatableObject
{
    public const string Name = "participation";

    string IStudy.Name => Name;

    public string Question => "How many must use the perturbation, and what if the majority joins?";

    private const string Shown = "Accuracy of both groups. Left: by the share of the subgroup that uses the perturbation. Right: all of the subgroup uses it, and a share of the majority joins.";

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
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        var collective = plan.Collective(plan.Members, epsilon);
        int proxies = plan.ProxiesOf(plan.Members, epsilon);
        IReadOnlyList<double> shares = [.. Shares.Order()];
        var metrics = plan.Add(new BootstrapParticipation(plan.Experiment.Bootstrap.Resamples, plan.Experiment.Dataset.Classes, proxies)
        {
            Shares = shares,
            None = plan.PerProxy(proxies, plan.Unchanged.Of),
            Collective = plan.PerProxy(proxies, collective.Of),
        });
        plan.Add(new RenderCurves(plan.Title, Name)
        {
            X = new CurveAxis("Share of the subgroup that uses it", IsLogarithmic: false, [.. shares.Select(share => new CurveTick(share, Percentage(share)))]),
            Panels =
            [
                Panel("The subgroup uses the perturbation", shares, BootstrapParticipation.OfSubgroup),
                Panel("The majority joins the whole subgroup", shares, BootstrapParticipation.OfMajority) with { XTitle = "Share of the majority that joins" },
            ],
            Metrics = [metrics],
            Caption = new FigureCaption(
                Shown,
                new Finding($"The gap is {{0}} where {Percentage(shares[0])} of the subgroup use it, {{1}} where {Percentage(shares[^1])} do, and {{2}} where {Percentage(shares[^1])} of the majority join.",
                    Gap(BootstrapParticipation.OfSubgroup(shares[0])), Gap(BootstrapParticipation.OfSubgroup(shares[^1])), Gap(BootstrapParticipation.OfMajority(shares[^1])))),
        });
        plan.Add(new RenderStudyTable(plan.Title, Name)
        {
            Question = Question,
            Setting = $"made by {plan.Setting}",
            Variables = ["Sub.", "Maj."],
            Columns =
            [
                new StudyColumn("Subgroup accuracy", "accuracy-subgroup"),
                new StudyColumn("Gap", "subgroup-gap"),
                new StudyColumn("Closure", "closure"),
                new StudyColumn("Accuracy ratio", "disparate-impact-accuracy"),
            ],
            Rows =
            [
                .. shares.Select(share => new StudyRow([Percentage(share), Percentage(0)], 0, BootstrapParticipation.OfSubgroup(share))),
                .. shares.Where(share => share > 0).Select(share => new StudyRow([Percentage(1), Percentage(share)], 0, BootstrapParticipation.OfMajority(share))),
            ],
            Metrics = [metrics],
        });
        plan.AddContrasts(
            Name,
            new Contrast("all of the subgroup - nobody", collective, plan.Unchanged),
            new Contrast("all of the majority joins - none of it, majority", collective, plan.Unchanged) { IsOfMajority = true });
        return new StudyResults([new CellLabel(Name, "members", $"{plan.Members}")], [metrics]);
    }

    private static MetricAt Gap(string condition) => new(0, "subgroup-gap", condition);

    private static CurvePanel Panel(string title, IReadOnlyList<double> shares, Func<double, string> condition) => new(
        title,
        "accuracy",
        Minimum: 0,
        [
            new Curve("subgroup", [.. shares.Select(share => new CurvePoint(share, new MetricAt(0, "accuracy-subgroup", condition(share))))]),
            new Curve("majority", [.. shares.Select(share => new CurvePoint(share, new MetricAt(0, "accuracy-majority", condition(share))))]),
        ],
        []);

    private static string Percentage(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");
}
