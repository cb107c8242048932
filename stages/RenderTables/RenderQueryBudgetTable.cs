using System.Globalization;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Learning;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>
/// The table of the study of query budgets: for each pool what it cost, and what users alone would have spent for the same accuracy.
/// </summary>
/// <param name="PooledAnswers">What the collective sees.</param>
/// <param name="SquareAnswers">What the Square Attack sees.</param>
[PartOf("RenderTables")]
public sealed record RenderQueryBudgetTable(
    string Experiment, int QueriesPerImage, PixelFraction Epsilon, AnswerKind PooledAnswers, AnswerKind SquareAnswers)
    : IStage<RenderedFiles>
{
    public required IReadOnlyList<Pool> Pools { get; init; }

    public required Node<Metrics> Metrics { get; init; }

    /// <summary>One for each seed.</summary>
    public required IReadOnlyList<Node<UserAttacks>> Square { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var metrics = context.Load(Metrics);
        var rows = Pools.SelectMany(pool => BootstrapQueryBudget.Alone.Select(attack => RowOf(metrics, pool, attack))).ToList();
        var before = metrics[MetricName.AccuracySubgroup, Conditions.None];
        return RenderedFiles.Of(new Table
        {
            Name = QueryBudgetStudy.Name,
            Caption =
                $"From how many served images on does pooling take fewer queries than attacking alone? Experiment {Experiment}; "
                + $"epsilon = {Epsilon}, "
                + $"at most {QueriesPerImage} queries per image alone. "
                + $"The collective sees {NameOf(PooledAnswers)}, the Square Attack {NameOf(SquareAnswers)}, HopSkipJump labels; "
                + $"attacked are the first test images of the subgroup, of which {before.Estimate.ToString(decimals: 2)} are right before.",
            Columns =
            [
                new TableColumn("members", CellKind.Count),
                new TableColumn("Pooled queries", CellKind.Count),
                new TableColumn("Subgroup accuracy", CellKind.Interval) { Decimals = 2 },
                new TableColumn("Alone"),
                new TableColumn("Accuracy at the cap", CellKind.Interval) { Decimals = 2 },
                new TableColumn("Queries per image, same accuracy", CellKind.Interval) { Decimals = 1 },
                new TableColumn("Break-even, images", CellKind.Interval) { Decimals = 0 },
            ],
            Rows = [.. rows.Select(row => (IReadOnlyList<TableCell>)
                [
                    (long)row.Pool.Members,
                    row.Pool.Queries,
                    row.Pooled.Estimate,
                    BootstrapQueryBudget.NameOf(row.Attack),
                    row.AtCap.Estimate,
                    row.Queries.Estimate,
                    row.BreakEven.Estimate,
                ])],
            RowSources = [.. rows.Select(_ => InputPath.Of(nameof(Metrics)))],
            Notes =
            [
                StudyNotes.Intervals([before], "attacked images"),
                Tuning([.. Square.Select(context.Load)]),
                StudyNotes.Reading(
                    QueryBudgetStudy.Name, rows.SelectMany(row => (MetricEstimate[])[row.Pooled, row.AtCap, row.Queries, row.BreakEven])),
            ],
        });
    }

    private Row RowOf(Metrics metrics, Pool pool, string attack) => new(
        pool,
        attack,
        metrics[MetricName.AccuracySubgroup, pool.Condition()],
        metrics[MetricName.AccuracySubgroup, $"{attack} within {QueriesPerImage}"],
        metrics[MetricName.QueriesAlone, $"{attack} as good as {pool.Condition()}"],
        metrics[MetricName.BreakEvenInputs, $"{attack} as good as {pool.Condition()}"]);

    private static string Tuning(IReadOnlyList<UserAttacks> seeds) =>
        $"p_init by seed: {string.Join(", ", seeds.Select(seed => seed.StartingShare!.Value.ToString(CultureInfo.InvariantCulture)))}. "
        + string.Create(
            CultureInfo.InvariantCulture,
            $"Queries in all seeds: {seeds.Sum(seed => (long)seed.TuningQueries):N0} for tuning it, "
                + $"{seeds.Sum(seed => (long)seed.Images.TotalQueries):N0} of the Square Attack.");

    private static string NameOf(AnswerKind answers) => answers switch
    {
        AnswerKind.Probabilities => "probabilities",
        AnswerKind.Top1 => "the top label with its score",
        _ => "labels",
    };

    /// <summary>One pool against one way of attacking alone.</summary>
    private sealed record Row(
        Pool Pool, string Attack, MetricEstimate Pooled, MetricEstimate AtCap, MetricEstimate Queries, MetricEstimate BreakEven);
}
