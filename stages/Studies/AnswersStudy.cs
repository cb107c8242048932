using System.ComponentModel.DataAnnotations;
using Ttca.Collective;
using Ttca.Reporting;

namespace Ttca.Stages.Studies;

/// <summary>What the platform's answers have to tell: probabilities, rounded ones, the top label with its score, or the label alone.</summary>
public sealed record AnswersStudy : IStudy
{
    public const string Name = "answers";

    string IStudy.Name => Name;

    public string Question => "How much do the platform's answers have to tell?";

    private const string Shown =
        "Accuracy of the subgroup, and fidelity of the proxy on the unperturbed subgroup, by pooled queries and by what the platform answers.";

    /// <summary>Roundings of the probabilities to try: digits after the point.</summary>
    [MaxLength(4)]
    [Range(0, 6)]
    public IReadOnlyList<int> Digits { get; init; } = [2, 1];

    public StudyResults Plan(ExperimentPlan plan)
    {
        plan = plan.OfFirstProxies;
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        var sizes = plan.Experiment.Collective.Sizes.Order().ToList();
        var answers = Answers().ToList();
        var cells = answers.SelectMany(answer => sizes.Select(size => (answer, size))).ToList();
        var metrics = cells.Select(cell => plan.With(cell.answer.Change).Bootstrap(cell.size, epsilon)).ToList();
        plan.Add(new RenderCurves(plan.Title, Name)
        {
            X = new CurveAxis("Pooled queries", IsLogarithmic: true, [.. sizes.Select(size => new CurveTick(QueriesOf(size), FormattableString.Invariant($"{QueriesOf(size):#,0}")))]),
            Panels =
            [
                Panel("Accuracy of the subgroup", "accuracy", "accuracy-subgroup", Conditions.Collective, new ReferenceAt("no perturbation", null, new MetricAt(0, "accuracy-subgroup", Conditions.None))),
                Panel("Fidelity of the proxy on the subgroup", "fidelity", "fidelity-subgroup", Conditions.None),
            ],
            Metrics = metrics,
            Caption = new FigureCaption(Shown, new Finding($"With {Quantity.Of(sizes[^1], "member")} the subgroup's accuracy is least with {{least}}, and greatest with {{most}}; without a perturbation it is {{0}}.", new MetricAt(0, "accuracy-subgroup", Conditions.None))
            {
                Among = [.. answers.Index().Select(answer => new NamedMetric(answer.Item.Label, new MetricAt((answer.Index + 1) * sizes.Count - 1, "accuracy-subgroup", Conditions.Collective)))],
            }),
        });
        plan.Add(new RenderStudyTable(plan.Title, Name)
        {
            Question = Question,
            Setting = $"{plan.Experiment.Collective.QueriesPerMember} queries per member, epsilon = {epsilon}",
            Variables = ["Answers", "Members"],
            Columns =
            [
                new StudyColumn("Fidelity", "fidelity-subgroup", Conditions.None),
                new StudyColumn("Subgroup accuracy", "accuracy-subgroup"),
                new StudyColumn("Closure", "closure"),
                new StudyColumn("False claims", "false-claim-rate"),
            ],
            Rows = [.. cells.Index().Select(cell => new StudyRow([cell.Item.answer.Label, $"{cell.Item.size}"], cell.Index, Conditions.Collective))],
            Notes = [new StudyNote("Accuracy of the subgroup: ") { Values = [new NamedMetric("before", new MetricAt(0, "accuracy-subgroup", Conditions.None)), new NamedMetric("with random signs of the same size", new MetricAt(0, "accuracy-subgroup", Conditions.Random))] }],
            Metrics = metrics,
        });
        plan.AddContrasts(Name,
            from answer in answers.Skip(1)
            from size in sizes
            select new Contrast($"{answer.Label} - {answers[0].Label}, {Quantity.Of(size, "member")}", plan.With(answer.Change).Collective(size, epsilon), plan.With(answers[0].Change).Collective(size, epsilon)));
        return new StudyResults([.. cells.Select(cell => new CellLabel(Name, "answers-members", $"{cell.answer.Label}, {cell.size}"))], metrics);

        long QueriesOf(int members) => (long)members * plan.Experiment.Collective.QueriesPerMember;

        CurvePanel Panel(string title, string axis, string metric, string condition, params IReadOnlyList<ReferenceAt> references) => new(
            title,
            axis,
            Minimum: 0,
            [.. answers.Index().Select(answer => new Curve(answer.Item.Label, [.. sizes.Index().Select(size => new CurvePoint(QueriesOf(size.Item), new MetricAt(answer.Index * sizes.Count + size.Index, metric, condition)))]))],
            references);
    }

    private IEnumerable<(string Label, Func<Experiment, Experiment> Change)> Answers() =>
    [
        ("probabilities", Answering(AnswerKind.Probabilities, null)),
        .. Digits.Distinct().OrderDescending().Select(digits => (Quantity.Of(digits, "digit"), Answering(AnswerKind.Probabilities, digits))),
        ("top-1 score", Answering(AnswerKind.Top1, null)),
        ("label", Answering(AnswerKind.Label, null)),
    ];

    private static Func<Experiment, Experiment> Answering(AnswerKind kind, int? digits) =>
        e => e with { Collective = e.Collective with { Answers = kind, ScoreDigits = digits } };
}
