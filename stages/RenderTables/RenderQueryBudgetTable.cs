using System.Globalization;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>The table of the study of query budgets: for each pool what it cost, and what users alone would have spent for the same accuracy.</summary>
/// <param name="PooledAnswers">What the collective sees.</param>
/// <param name="SquareAnswers">What the Square Attack sees.</param>
public sealed record RenderQueryBudgetTable(string Experiment, int QueriesPerImage, PixelFraction Epsilon, AnswerKind PooledAnswers, AnswerKind SquareAnswers)
    : IStage<RenderedFiles>
{
    private static readonly Dictionary<string, string> Names = new()
    {
        [BootstrapQueryBudget.SquareAlone] = "Square Attack",
        [BootstrapQueryBudget.HopSkipJumpAlone] = "HopSkipJump",
    };

    public required IReadOnlyList<Pool> Pools { get; init; }

    public required Node<Metrics> Metrics { get; init; }

    /// <summary>One for each seed.</summary>
    public required IReadOnlyList<Node<UserAttacks>> Square { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var metrics = context.Load(Metrics);
        return RenderedFiles.Of(new Table
        {
            Name = QueryBudgetStudy.Name,
            Caption = $"From how many served images on does pooling take fewer queries than attacking alone? Experiment {Experiment}; epsilon = {Epsilon}, "
                + $"at most {QueriesPerImage} queries per image alone.",
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
            Rows = [.. Pools.SelectMany(pool => BootstrapQueryBudget.Alone.Select(attack => Row(metrics, pool, attack)))],
            RowSources = [.. Pools.SelectMany(_ => BootstrapQueryBudget.Alone.Select(_ => InputPath.Of(nameof(Metrics))))],
            Notes = [Intervals(metrics["accuracy-subgroup", BootstrapQueryBudget.Unchanged]), Definitions(), Tuning([.. Square.Select(context.Load)])],
        });
    }

    private IReadOnlyList<TableCell> Row(Metrics metrics, Pool pool, string attack) =>
    [
        (long)pool.Members,
        pool.Queries,
        metrics["accuracy-subgroup", pool.Condition()].Estimate,
        Names[attack],
        metrics["accuracy-subgroup", $"{attack} within {QueriesPerImage}"].Estimate,
        metrics["queries-alone", $"{attack} as good as {pool.Condition()}"].Estimate,
        metrics["break-even-inputs", $"{attack} as good as {pool.Condition()}"].Estimate,
    ];

    private static string Intervals(MetricEstimate before) => string.Create(
        CultureInfo.InvariantCulture,
        $"95 % percentile intervals of a hierarchical bootstrap over {before.Seeds} seeds and their attacked images of the subgroup ({before.Images} in all), "
        + $"{before.Resamples} resamples. Subgroup before: {before.Estimate}.");

    private string Definitions() =>
        $"The collective sees {NameOf(PooledAnswers)}, the Square Attack {NameOf(SquareAnswers)}, HopSkipJump labels. Queries per image: the mean at the least cap with which users alone are as accurate as the pool; "
        + "the first query about the unchanged image and failures, with the whole cap, are counted. Break-even: pooled queries / that mean; undefined where users alone never are as accurate; a pool that gains nothing is matched by the first query. "
        + "Pooling is cheaper for the members together if they serve more images than that.";

    private static string Tuning(IReadOnlyList<UserAttacks> seeds) => string.Create(
        CultureInfo.InvariantCulture,
        $"p_init of the Square Attack, tuned per seed on images of the collective: {string.Join(", ", seeds.Select(seed => seed.StartingShare!.Value.ToString(CultureInfo.InvariantCulture)))}. ")
        + string.Create(CultureInfo.InvariantCulture, $"Tuning took {string.Join(", ", seeds.Select(seed => seed.TuningQueries))} queries, which are in no other number here; the attacks took {string.Join(", ", seeds.Select(seed => seed.Images.TotalQueries))}.");

    private static string NameOf(AnswerKind answers) => answers switch
    {
        AnswerKind.Probabilities => "probabilities",
        AnswerKind.Top1 => "the top label with its score",
        _ => "labels",
    };
}
