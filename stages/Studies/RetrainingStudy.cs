using Ttca.Collective;
using Ttca.Reporting;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages.Studies;

/// <summary>
/// The older lever, training-time collective action (Hardt et al. 2023): members plant a signal in the platform's training data, the
/// platform is trained anew, and they stamp the signal on what they submit; against perturbations by the same members, for which nobody retrains.
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
        "Accuracy of the subgroup, and answers that a wrong claim gets, by the share of the training images that is the collective's. Only the curves called retrained need the platform to be trained anew.";

    public StudyResults Plan(ExperimentPlan plan)
    {
        plan = plan.OfFirstProxies;
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        var sizes = plan.Experiment.Collective.Sizes.Order().ToList();
        var metrics = sizes.Select(size => plan.Bootstrap([.. plan.Submissions(size, epsilon), .. Retrained(plan, size, epsilon)])).ToList();
        plan.Add(new RenderCurves(plan.Title, Name)
        {
            X = new Axis { Title = "Share of the training images, alpha", Scale = AxisScale.Logarithmic, Ticks = [.. sizes.Select(size => new AxisTick(ShareOf(plan, size), FormattableString.Invariant($"{ShareOf(plan, size):0.###}")))] },
            Panels =
            [
                Panel("Accuracy of the subgroup", "accuracy", "accuracy-subgroup", Lines, new ReferenceLine<MetricAt>("no perturbation", null, new MetricAt(0, "accuracy-subgroup", Conditions.None))),
                Panel("Wrong claims that are believed", "false-claim rate", "false-claim-rate", Lines.Where(line => line.Condition != Conditions.Contributed)),
            ],
            Metrics = metrics,
            Caption = new FigureCaption(
                Shown,
                new Finding($"With {Quantity.Of(sizes[^1], "member")} the subgroup's accuracy is {{0}} with the perturbation and {{1}} with the planted signal; with neither it is {{2}}.",
                    new MetricAt(sizes.Count - 1, "accuracy-subgroup", Conditions.Collective), new MetricAt(sizes.Count - 1, "accuracy-subgroup", Conditions.Planted), new MetricAt(0, "accuracy-subgroup", Conditions.None))),
        });
        plan.Add(new RenderStudyTable(plan.Title, Name)
        {
            Question = Question,
            Setting = $"{plan.Experiment.Collective.QueriesPerMember} images of each member, signal and perturbation of at most {epsilon}",
            Variables = ["alpha", "Members", "What is done"],
            Columns =
            [
                new StudyColumn("Subgroup accuracy", "accuracy-subgroup"),
                new StudyColumn("Closure", "closure"),
                new StudyColumn("Wrong claims believed", "false-claim-rate"),
                new StudyColumn("Majority, likewise", "accuracy-majority"),
            ],
            Rows =
            [
                .. Rows.Where(row => IsConstant(row.Condition)).Select(row => new StudyRow(["any", "any", row.Label], 0, row.Condition)),
                .. sizes.Index().SelectMany(size => Rows.Where(row => !IsConstant(row.Condition)).Select(row => new StudyRow(
                    [FormattableString.Invariant($"{ShareOf(plan, size.Item):0.###}"), $"{size.Item}", row.Label], size.Index, row.Condition))),
            ],
            Metrics = metrics,
        });
        plan.AddContrasts(Name, sizes.Select(size => new Contrast(
            $"planted signal - perturbation, {Quantity.Of(size, "member")}",
            Retrained(plan, size, epsilon).Single(submission => submission.Condition == Conditions.Planted),
            plan.Collective(size, epsilon))));
        return new StudyResults([.. sizes.Select(size => new CellLabel(Name, "members", $"{size}"))], metrics);

        LinePanel<MetricAt> Panel(string title, string axis, string metric, IEnumerable<(string Condition, string Label)> lines, params IReadOnlyList<ReferenceLine<MetricAt>> references) => new(
            title,
            Axis.OfShare(axis, minimum: 0),
            [.. lines.Select(line => new LineSeries<MetricAt>(line.Label, [.. sizes.Index().Select(size => new LinePoint<MetricAt>(ShareOf(plan, size.Item), new MetricAt(size.Index, metric, line.Condition)))]))],
            references)
        {
            Bands = [new ReferenceBand<MetricAt>("signal, not planted (control)", new MetricAt(0, metric, Conditions.Random))],
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

    private static IReadOnlyList<Submission> Retrained(ExperimentPlan plan, int members, PixelFraction epsilon) =>
    [
        new(Conditions.Planted, seed => plan.Evaluate(plan.RetrainPlatform(seed, members, plan.DrawRandomSigns(seed, epsilon)), Conditions.Planted, plan.DrawRandomSigns(seed, epsilon))),
        new(Conditions.Unsignalled, seed => plan.Evaluate(plan.RetrainPlatform(seed, members, plan.DrawRandomSigns(seed, epsilon)), Conditions.Unsignalled, null)),
        new(Conditions.Contributed, seed => plan.Evaluate(plan.RetrainPlatform(seed, members, null), Conditions.Contributed, null)),
    ];

    private static double ShareOf(ExperimentPlan plan, int members) =>
        (double)members * plan.Experiment.Collective.QueriesPerMember / plan.Experiment.Dataset.PlatformImages;
}
