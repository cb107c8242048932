using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>The figure of the study of query budgets: accuracy of the subgroup, and success of those who attack alone, by queries.</summary>
public sealed record RenderQueryBudget(string Experiment, int QueriesPerImage) : IStage<RenderedFiles>
{
    private static readonly (string Condition, string Name)[] Alone =
    [
        (BootstrapQueryBudget.SquareAlone, "Square Attack alone (scores)"),
        (BootstrapQueryBudget.HopSkipJumpAlone, "HopSkipJump alone (labels)"),
    ];

    public required IReadOnlyList<Pool> Pools { get; init; }

    public required Node<Metrics> Metrics { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var metrics = context.Load(Metrics);
        double before = metrics["accuracy-subgroup", BootstrapQueryBudget.Unchanged].Estimate.Value;
        var figure = new LineFigure
        {
            Title = $"{Experiment}: {QueryBudgetStudy.Name}",
            Panels =
            [
                new LinePanel
                {
                    Title = "Accuracy of the subgroup",
                    X = Queries("Queries per member"),
                    Y = new Axis { Title = "accuracy", Minimum = 0 },
                    Series = [PooledCurve(metrics), .. Alone.Select(attack => AloneCurve(metrics, "accuracy-subgroup", attack))],
                    References = [new ReferenceLine("no perturbation", before)],
                },
                new LinePanel
                {
                    Title = "Images that an attack alone turns right",
                    X = Queries("Queries per image"),
                    Y = new Axis { Title = "share of wrong images", Minimum = 0 },
                    Series = [.. Alone.Select(attack => AloneCurve(metrics, "success-rate", attack))],
                },
            ],
        };
        return new RenderedFiles(figure.Render().Select(file => ($"figures/{QueryBudgetStudy.Name}.{file.Extension}", file.Bytes)));
    }

    /// <summary>Pools share the cost among the members of the largest: a transcript is the same whether 10 members ask 10 queries or 100 ask one.</summary>
    private LineSeries PooledCurve(Metrics metrics)
    {
        int members = Pools.Max(pool => pool.Members);
        return new LineSeries($"pooled by {members} members", [.. Pools.Select(pool =>
            Point((double)pool.Queries / members, metrics["accuracy-subgroup", pool.Condition()]))]);
    }

    private LineSeries AloneCurve(Metrics metrics, string metric, (string Condition, string Name) attack) =>
        new(attack.Name, [.. BootstrapQueryBudget.Budgets(QueriesPerImage).Select(queries => Point(queries, metrics[metric, $"{attack.Condition} within {queries}"]))]);

    private static LinePoint Point(double queries, Ttca.Fairness.MetricEstimate estimate) => new(queries, estimate.Estimate, estimate.PerSeed);

    private Axis Queries(string title) => new()
    {
        Title = title,
        Scale = AxisScale.Logarithmic,
        Ticks = [.. BootstrapQueryBudget.Budgets(QueriesPerImage).Where(IsPowerOfTen).Select(queries => AxisTick.At(queries))],
    };

    private static bool IsPowerOfTen(int queries) => queries is 1 or 10 or 100 or 1_000 or 10_000;
}
