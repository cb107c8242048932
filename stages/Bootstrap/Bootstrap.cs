using System.Runtime.InteropServices;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>Every metric of one cell of a study, over all seeds, with intervals and controls.</summary>
public sealed record Bootstrap(BootstrapParameters Parameters, int Classes) : IStage<Metrics>
{
    // One evaluation per seed, in the same order.
    public required IReadOnlyList<Node<Evaluation>> None { get; init; }
    public required IReadOnlyList<Node<Evaluation>> Collective { get; init; }
    public required IReadOnlyList<Node<Evaluation>> Random { get; init; }
    public required IReadOnlyList<Node<Evaluation>> WhiteBox { get; init; }
    public required IReadOnlyList<Node<ProxyAnswers>> Proxy { get; init; }

    public Metrics Run(StageContext context)
    {
        var none = None.Select(context.Load).ToList();
        var collective = Collective.Select(context.Load).ToList();
        var proxy = Proxy.Select(context.Load).ToList();
        var seeds = none.Zip(collective, Random.Select(context.Load)).Zip(WhiteBox.Select(context.Load), (three, whiteBox) =>
            OutcomesOf([three.First, three.Second, three.Third, whiteBox]));

        return new Metrics(
        [
            .. Estimate([.. seeds], StandardMetrics.For(Conditions.All, Parameters.PositiveClass), context),
            .. Fidelity(none.Zip(proxy, (platform, p) => (platform, p.Unchanged)), Conditions.None, context),
            .. Fidelity(collective.Zip(proxy, (platform, p) => (platform, p.Perturbed)), Conditions.Collective, context),
        ]);
    }

    private Outcomes OutcomesOf(IReadOnlyList<Evaluation> evaluations)
    {
        var conditions = evaluations.SelectMany(e => e.Conditions).ToList();
        var claims = new Claims(evaluations[0].ClaimedClasses, conditions.ToDictionary(c => c.Name, c => c.ClaimPredictions));
        return new Outcomes(Classes, evaluations[0].Labels, GroupsOf(evaluations[0]), conditions.ToDictionary(c => c.Name, c => c.Predictions), claims);
    }

    /// <summary>Fidelity is the proxy's accuracy where the platform's answers are the labels (Jagielski et al. 2020).</summary>
    private IEnumerable<MetricEstimate> Fidelity(IEnumerable<(Evaluation Platform, int[] Proxy)> seeds, string condition, StageContext context)
    {
        var outcomes = seeds.Select(seed => new Outcomes(
            Classes, seed.Platform[condition].Predictions, GroupsOf(seed.Platform), new Dictionary<string, int[]> { [condition] = seed.Proxy }));
        Statistic[] accuracies = [new GroupAccuracy(Outcomes.Majority, condition), new GroupAccuracy(Outcomes.Subgroup, condition)];
        return Estimate([.. outcomes], accuracies, context).Select(e => e with { Name = e.Name.Replace("accuracy", "fidelity", StringComparison.Ordinal) });
    }

    private IReadOnlyList<MetricEstimate> Estimate(IReadOnlyList<Outcomes> seeds, IReadOnlyList<Statistic> statistics, StageContext context) =>
        HierarchicalBootstrap.Run(seeds, statistics, Parameters.Resamples, context.Seed, context.Threads);

    private static byte[] GroupsOf(Evaluation evaluation) => MemoryMarshal.AsBytes(evaluation.Groups.AsSpan()).ToArray();
}

/// <summary>The metrics of one cell.</summary>
public sealed record Metrics(IReadOnlyList<MetricEstimate> Estimates)
{
    /// <exception cref="KeyNotFoundException">It was not estimated.</exception>
    public MetricEstimate this[string name, string condition] =>
        Estimates.FirstOrDefault(e => e.Name == name && e.Condition == condition)
        ?? throw new KeyNotFoundException($"no metric '{name}' under '{condition}'");
}
