using Ttca.Reporting;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages.Studies;

/// <summary>
/// The older lever, training-time collective action (Hardt et al. 2023): members plant a signal in the platform's training data, the
/// platform is trained anew, and they stamp the signal on what they submit; against perturbations by the same members, for which nobody
/// retrains.
/// </summary>
public sealed record RetrainingStudy : IStudy
{
    public const string Name = "retraining";

    private static readonly (string Condition, string Label)[] Lines =
    [
        (Conditions.Collective, "test time: perturbation"),
        (Conditions.Planted, "retrained: planted signal"),
        (Conditions.Contributed, "retrained: same images, no signal"),
    ];

    string IStudy.Name => Name;

    public string Question => "Does acting at test time do as much as planting a signal in the training data?";

    private const string Shown =
        "Accuracy of the subgroup, and answers that a wrong claim gets, by the share of the training images that is the "
            + "collective's. Only the curves called retrained need the platform to be trained anew.";

    public StudyResults Plan(ExperimentPlan plan)
    {
        plan = plan.OfFirstProxies;
        var cells = new StudyCells(Name);
        var sizes = plan.Experiment.Collective.Sizes.Order().Select(size => plan.WithMembers(size))
            .Select(
                sized => new SizedCell(
                    sized,
                    ShareOf(sized),
                    cells.Add("members", $"{sized.Members}", sized.Bootstrap([.. Submission.All(sized), .. Retrained(sized)])))).ToList();
        var (first, last) = (sizes[0].Cell, sizes[^1].Cell);
        plan.Add(new RenderCurves(plan.Title, Name)
        {
            X = new Axis
            {
                Title = "Share of the training images, alpha",
                Scale = AxisScale.Logarithmic,
                Ticks = [.. sizes.Select(size => new AxisTick(size.Share, size.ShareText))],
            },
            Panels =
            [
                Panel(
                    "Accuracy of the subgroup",
                    "accuracy",
                    MetricName.AccuracySubgroup,
                    Lines,
                    new ReferenceLine<MetricAt>("no perturbation", null, first[MetricName.AccuracySubgroup, Conditions.None])),
                Panel(
                    "Wrong claims that are believed",
                    "false-claim rate",
                    MetricName.FalseClaimRate,
                    Lines.Where(line => line.Condition != Conditions.Contributed)),
            ],
            Metrics = cells.Metrics,
            Caption = new FigureCaption(
                Shown,
                new Finding($"With {Quantity.Of(plan.Members, "member")} the subgroup's accuracy is {{0}} with the perturbation and "
                    + $"{{1}} with the planted signal; with neither it is {{2}}.",
                    last[MetricName.AccuracySubgroup, Conditions.Collective],
                    last[MetricName.AccuracySubgroup, Conditions.Planted],
                    first[MetricName.AccuracySubgroup, Conditions.None])),
        });
        plan.Add(cells.Table(
            plan,
            Name,
            Question,
            ["alpha", "Members", "What is done"],
            [
                new StudyColumn("Subgroup accuracy", MetricName.AccuracySubgroup),
                new StudyColumn("Closure", MetricName.Closure),
                new StudyColumn("Wrong claims believed", MetricName.FalseClaimRate),
                new StudyColumn("Majority, likewise", MetricName.AccuracyMajority),
            ],
            [
                .. Rows.Where(row => IsConstant(row.Condition)).Select(
                    row => new StudyRow(["any", "any", row.Label], first, row.Condition)),
                .. from size in sizes
                   from row in Rows
                   where !IsConstant(row.Condition)
                   select new StudyRow([size.ShareText, $"{size.Plan.Members}", row.Label], size.Cell, row.Condition),
            ]) with
        {
            Setting = $"{plan.SettingButMembers}, the signal's too",
        });
        plan.AddContrasts(Name, sizes.Select(size => new Contrast(
            $"planted signal - perturbation, {Quantity.Of(size.Plan.Members, "member")}",
            Retrained(size.Plan).Single(submission => submission.Condition == Conditions.Planted),
            Submission.Collective(size.Plan))));
        return cells.Results;

        LinePanel<MetricAt> Panel(
            string title,
            string axis,
            string metric,
            IEnumerable<(string Condition, string Label)> lines,
            params IReadOnlyList<ReferenceLine<MetricAt>> references) => new(
            title,
            Axis.OfShare(axis, minimum: 0),
            [
                .. lines.Select(
                    line => new LineSeries<MetricAt>(
                        line.Label, [.. sizes.Select(size => new LinePoint<MetricAt>(size.Share, size.Cell[metric, line.Condition]))])),
            ],
            references)
        {
            Bands = [new ReferenceBand<MetricAt>("signal, not planted (control)", first[metric, Conditions.Random])],
        };
    }

    /// <summary>Whether it is the same for every number of members.</summary>
    private static bool IsConstant(string condition) => condition is Conditions.None or Conditions.Random;

    private static IReadOnlyList<(string Condition, string Label)> Rows { get; } =
    [
        (Conditions.None, "nothing"),
        (Conditions.Collective, "perturbation"),
        (Conditions.Planted, "planted"),
        (Conditions.Unsignalled, "not stamped"),
        (Conditions.Contributed, "no signal"),
        (Conditions.Random, "not planted"),
    ];

    private static IReadOnlyList<Submission> Retrained(ExperimentPlan plan) =>
    [
        new(
            Conditions.Planted,
            seed => plan.Evaluate(plan.RetrainPlatform(seed, plan.DrawRandomSigns(seed)), Conditions.Planted, plan.DrawRandomSigns(seed))),
        new(
            Conditions.Unsignalled,
            seed => plan.Evaluate(plan.RetrainPlatform(seed, plan.DrawRandomSigns(seed)), Conditions.Unsignalled, null)),
        new(Conditions.Contributed, seed => plan.Evaluate(plan.RetrainPlatform(seed, null), Conditions.Contributed, null)),
    ];

    private static double ShareOf(ExperimentPlan plan) =>
        (double)plan.Members * plan.Experiment.Collective.QueriesPerMember / plan.Experiment.Dataset.PlatformImages;

    /// <param name="Plan">Of a number of members.</param>
    /// <param name="Share">Of the training images that is theirs.</param>
    /// <param name="Cell">What they reach.</param>
    private sealed record SizedCell(ExperimentPlan Plan, double Share, Cell Cell)
    {
        public string ShareText => FormattableString.Invariant($"{Share:0.###}");
    }
}
