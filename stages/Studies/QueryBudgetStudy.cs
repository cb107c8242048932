using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ttca.Collective;
using Ttca.Pipeline;
using Ttca.Reporting;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages.Studies;

/// <summary>
/// Queries of the pooled collective against those of users who attack alone (claim C6): from how many served images on is pooling cheaper?
/// </summary>
public sealed record QueryBudgetStudy : IStudy, IValidatableObject
{
    public const string Name = "query-budget";

    string IStudy.Name => Name;

    public string Question => "From how many served images on does pooling take fewer queries than attacking alone?";

    private const string Shown =
        "Left: accuracy of the subgroup by queries per member; a pool of more members has more answers, not more queries each. "
            + "Right: share of wrong images that an attack alone turns right. All of it on the first test images of the subgroup.";

    /// <summary>Hard cap of each image's queries when attacked alone, the first one about the unchanged image included.</summary>
    [Range(2, 10_000)]
    public int QueriesPerImage { get; init; } = 1_000;

    /// <summary>Test images of the subgroup that are attacked, the first ones; the collective is judged on the same.</summary>
    [Range(1, int.MaxValue)]
    public int Images { get; init; } = 200;

    /// <summary>Values of the Square Attack's p_init to choose from: the share of pixels that its first squares change.</summary>
    [Length(1, 16)]
    public IReadOnlyList<double> StartingShares { get; init; } = [0.05, 0.1, 0.2, 0.3, 0.5, 0.8];

    /// <summary>
    /// Wrong images of the collective on which p_init is chosen, each attacked once with every value, with as many queries as a member of
    /// the pool has.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int TuningImages { get; init; } = 20;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (StartingShares.Any(share => share is not (> 0 and <= 1)) || StartingShares.Distinct().Count() != StartingShares.Count)
        {
            yield return new ValidationResult("must be different numbers above 0, up to 1", [nameof(StartingShares)]);
        }
    }

    public StudyResults Plan(ExperimentPlan plan)
    {
        plan = plan.OfFirstProxies;
        var pools = plan.Experiment.Collective.Sizes
            .Order()
            .Select(members => new Pool(members, plan.Experiment.Collective.QueriesPerMember))
            .ToList();
        var square = plan.PerSeed(seed => plan.AttackPerUser(seed, Images, Attack(plan, Square(plan))));
        var hopSkipJump = plan.PerSeed(seed => plan.AttackPerUser(seed, Images, Attack(plan, new HopSkipJumpMethod())));
        var pooled = plan.Evaluate([.. pools.Select(pool => Submission.Collective(plan.WithMembers(pool.Members)))]);
        int resamples = plan.Experiment.Bootstrap.Resamples;
        var cells = new StudyCells(Name);
        var cell = cells.Add("queries-per-image", $"{QueriesPerImage}", plan.Add(
            new BootstrapQueryBudget(
                resamples, QueriesPerImage) { Pools = pools, Square = square, HopSkipJump = hopSkipJump, Pooled = pooled }));
        plan.Add(new RenderCurves(plan.Title, Name)
        {
            X = QueriesAxis(),
            Panels = [AccuracyPanel(cell, pools), SuccessPanel(cell)],
            Metrics = cells.Metrics,
            Caption = CaptionOf(cell, pools[^1]),
        });
        plan.Add(new RenderQueryBudgetTable(plan.Title, QueriesPerImage, plan.Epsilon, plan.Experiment.Collective.Answers, Scores(plan))
        {
            Pools = pools,
            Metrics = cell.Metrics,
            Square = square,
        });
        plan.AddContrasts(
            Name,
            plan.Add(
                new CompareQueryBudget(
                    resamples, QueriesPerImage) { Pools = pools, Square = square, HopSkipJump = hopSkipJump, Pooled = pooled }));
        return cells.Results;
    }

    private static IReadOnlyList<(string Condition, string Label)> Alone { get; } =
    [
        (BootstrapQueryBudget.SquareAlone, "Square Attack alone (scores)"),
        (BootstrapQueryBudget.HopSkipJumpAlone, "HopSkipJump alone (labels)"),
    ];

    private Axis QueriesAxis() => new()
    {
        Title = "Queries per image",
        Scale = AxisScale.Logarithmic,
        Ticks =
        [
            .. BootstrapQueryBudget.Budgets(QueriesPerImage)
                .Where(IsPowerOfTen)
                .Select(queries => new AxisTick(queries, FormattableString.Invariant($"{queries:#,0}"))),
        ],
    };

    private FigureCaption CaptionOf(Cell cell, Pool pool) => new(
        Shown,
        new Finding($"A pool of {Quantity.Of(pool.Members, "member")} with {Quantity.Of(pool.QueriesPerMember, "query")} each has "
            + $"an accuracy of {{0}}, the Square Attack alone within {QueriesPerImage} queries {{1}}, HopSkipJump {{2}}; without a "
            + $"perturbation it is {{3}}.",
            [
                Accuracy(cell, pool.Condition()),
                .. Alone.Select(attack => Accuracy(cell, $"{attack.Condition} within {QueriesPerImage}")),
                Accuracy(cell, Conditions.None),
            ]));

    private LinePanel<MetricAt> AccuracyPanel(Cell cell, IReadOnlyList<Pool> pools)
    {
        return new LinePanel<MetricAt>(
            "Accuracy of the subgroup",
            Axis.OfShare("accuracy", minimum: 0),
            [
                .. pools.Select(
                    pool => new LineSeries<MetricAt>(
                        $"pool of {pool.Members}", [new LinePoint<MetricAt>(pool.QueriesPerMember, Accuracy(cell, pool.Condition()))])),
                .. Alone.Select(attack => AloneCurve(cell, MetricName.AccuracySubgroup, attack)),
            ],
            [new ReferenceLine<MetricAt>("no perturbation", null, Accuracy(cell, Conditions.None))])
        { XTitle = "Queries per member" };
    }

    private LinePanel<MetricAt> SuccessPanel(Cell cell) =>
        new(
            "Images that an attack alone turns right",
            Axis.OfShare("share of wrong images", minimum: 0),
            [.. Alone.Select(attack => AloneCurve(cell, MetricName.SuccessRate, attack))],
            []);

    private LineSeries<MetricAt> AloneCurve(Cell cell, string metric, (string Condition, string Label) attack) => new(
        attack.Label,
        [
            .. BootstrapQueryBudget.Budgets(QueriesPerImage).Select(
                queries => new LinePoint<MetricAt>(queries, cell[metric, $"{attack.Condition} within {queries}"])),
        ]);

    private static MetricAt Accuracy(Cell cell, string condition) => cell[MetricName.AccuracySubgroup, condition];

    private static bool IsPowerOfTen(int queries) => queries is 1 or 10 or 100 or 1_000 or 10_000;

    /// <summary>What the Square Attack sees: the scores that the collective sees, where it sees any.</summary>
    private static AnswerKind Scores(ExperimentPlan plan) =>
        plan.Experiment.Collective.Answers == AnswerKind.Label ? AnswerKind.Probabilities : plan.Experiment.Collective.Answers;

    private AttackParameters Attack(ExperimentPlan plan, AttackMethod method) =>
        new() { Method = method, Epsilon = plan.Epsilon, QueriesPerImage = QueriesPerImage };

    private SquareMethod Square(ExperimentPlan plan) => new()
    {
        Scores = Scores(plan),
        StartingShares = [.. StartingShares.Order()],
        TuningImages = TuningImages,
        TuningQueries = Math.Min(QueriesPerImage, plan.Experiment.Collective.QueriesPerMember),
    };
}

/// <summary>A collective that pools.</summary>
public sealed record Pool(int Members, int QueriesPerMember)
{
    [JsonIgnore]
    public long Queries => (long)Members * QueriesPerMember;

    /// <summary>Name of its condition in the metrics.</summary>
    public string Condition() => ConditionOf(Members);

    /// <summary>Name of the condition of the pool with so many members.</summary>
    public static string ConditionOf(int members) => $"pooled-{members}";
}
