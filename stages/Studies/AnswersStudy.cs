using System.ComponentModel.DataAnnotations;
using Ttca.Collective;
using Ttca.Reporting;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages.Studies;

/// <summary>
/// What the platform's answers have to tell: probabilities, rounded ones, the top label with its score, or the label alone.
/// </summary>
public sealed record AnswersStudy : IStudy
{
    public const string Name = "answers";

    string IStudy.Name => Name;

    public string Question => "How much do the platform's answers have to tell?";

    private const string Shown =
        "Accuracy of the subgroup, and fidelity of the proxy on the unperturbed subgroup, by pooled queries and by what the "
            + "platform answers.";

    /// <summary>Roundings of the probabilities to try: digits after the point.</summary>
    [MaxLength(4)]
    [Range(0, 6)]
    public IReadOnlyList<int> Digits { get; init; } = [2, 1];

    public StudyResults Plan(ExperimentPlan plan)
    {
        plan = plan.OfFirstProxies;
        var sizes = plan.Experiment.Collective.Sizes.Order().ToList();
        var answers = Answers().ToList();
        var cells = new StudyCells(Name);
        var grid = answers.Select(answer => (answer.Label, Of: sizes.ToDictionary(
            size => size,
            size => cells.Add(
                "answers-members", $"{answer.Label}, {size}", plan.With(answer.Change).WithMembers(size).BootstrapAll())))).ToList();
        var any = grid[0].Of[sizes[0]];
        var before = any[MetricName.AccuracySubgroup, Conditions.None];
        plan.Add(new RenderCurves(plan.Title, Name)
        {
            X = new Axis
            {
                Title = "Pooled queries",
                Scale = AxisScale.Logarithmic,
                Ticks = [.. sizes.Select(size => new AxisTick(QueriesOf(size), FormattableString.Invariant($"{QueriesOf(size):#,0}")))],
            },
            Panels =
            [
                Panel(
                    "Accuracy of the subgroup",
                    "accuracy",
                    MetricName.AccuracySubgroup,
                    Conditions.Collective,
                    new ReferenceLine<MetricAt>("no perturbation", null, before)),
                Panel("Fidelity of the proxy on the subgroup", "fidelity", MetricName.FidelitySubgroup, Conditions.None),
            ],
            Metrics = cells.Metrics,
            Caption = new FigureCaption(Shown, new Finding(
                $"With {Quantity.Of(sizes[^1], "member")} the subgroup's accuracy is least with {{least}}, and greatest with "
                    + $"{{most}}; without a perturbation it is {{0}}.",
                before)
            {
                Among =
                [
                    .. grid.Select(
                        answer => new NamedMetric(answer.Label, answer.Of[sizes[^1]][MetricName.AccuracySubgroup, Conditions.Collective])),
                ],
            }),
        });
        plan.Add(cells.Table(
            plan,
            Name,
            Question,
            ["Answers", "Members"],
            [
                new StudyColumn("Fidelity", MetricName.FidelitySubgroup, Conditions.None),
                new StudyColumn("Subgroup accuracy", MetricName.AccuracySubgroup),
                new StudyColumn("Closure", MetricName.Closure),
                new StudyColumn("False claims", MetricName.FalseClaimRate),
            ],
            from answer in grid
            from size in sizes
            select new StudyRow([answer.Label, $"{size}"], answer.Of[size], Conditions.Collective)) with
        {
            Setting = plan.SettingButMembers,
            Notes =
            [
                new StudyNote(
                    "Accuracy of the subgroup: ")
                    {
                        Values =
                        [
                            new NamedMetric("before", before),
                            new NamedMetric("with random signs of the same size", any[MetricName.AccuracySubgroup, Conditions.Random]),
                        ],
                    },
            ],
        });
        plan.AddContrasts(Name,
            from answer in answers.Skip(1)
            from size in sizes
            select new Contrast(
                $"{answer.Label} - {answers[0].Label}, {Quantity.Of(size, "member")}",
                Submission.Collective(plan.With(answer.Change).WithMembers(size)),
                Submission.Collective(plan.With(answers[0].Change).WithMembers(size))));
        return cells.Results;

        long QueriesOf(int members) => (long)members * plan.Experiment.Collective.QueriesPerMember;

        LinePanel<MetricAt> Panel(
            string title, string axis, string metric, string condition, params IReadOnlyList<ReferenceLine<MetricAt>> references) => new(
            title,
            Axis.OfShare(axis, minimum: 0),
            [
                .. grid.Select(
                    answer => new LineSeries<MetricAt>(
                        answer.Label,
                        [.. sizes.Select(size => new LinePoint<MetricAt>(QueriesOf(size), answer.Of[size][metric, condition]))])),
            ],
            references);
    }

    private IEnumerable<(string Label, Func<Experiment, Experiment> Change)> Answers() =>
    [
        ("probabilities", Answering(AnswerKind.Probabilities, null)),
        .. Digits.Distinct()
            .OrderDescending()
            .Select(digits => (Quantity.Of(digits, "digit"), Answering(AnswerKind.Probabilities, digits))),
        ("top-1 score", Answering(AnswerKind.Top1, null)),
        ("label", Answering(AnswerKind.Label, null)),
    ];

    private static Func<Experiment, Experiment> Answering(AnswerKind kind, int? digits) =>
        e => e with { Collective = e.Collective with { Answers = kind, ScoreDigits = digits } };
}
