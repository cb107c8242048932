using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>Every metric of one cell of a study, over all seeds, with intervals and controls.</summary>
/// <param name="Proxies">Of each seed.</param>
[PartOf("Bootstrap")]
public sealed record Bootstrap(BootstrapParameters Parameters, int Classes, int Proxies) : IEstimatesMetrics
{
    /// <summary>What is compared, <c>none</c> among it; see <see cref="Stages.Conditions"/>.</summary>
    public required IReadOnlyList<string> Conditions { get; init; }

    /// <summary>Pairs to give differences of, beside those of <see cref="StandardMetrics.For"/>.</summary>
    public IReadOnlyList<ConditionPair> Differences { get; init; } = [];

    /// <summary>For each seed, for each proxy, one for each condition, in their order.</summary>
    public required IReadOnlyList<Node<Evaluation>> Evaluations { get; init; }

    /// <summary>For each seed one for each proxy, for the fidelity on the test images as they are; none where it isn't asked.</summary>
    public IReadOnlyList<Node<ProxyAnswers>> Proxy { get; init; } = [];

    /// <summary>Likewise with the collective's perturbation.</summary>
    public IReadOnlyList<Node<ProxyAnswers>> ProxyPerturbed { get; init; } = [];

    public Metrics Run(StageContext context)
    {
        var seeds = Evaluations.Select(context.Load)
            .Chunk(Conditions.Count)
            .Select(evaluations => Conditions.Zip(evaluations).ToDictionary())
            .ToList();
        return new Metrics(
        [
            .. Estimate([.. seeds.Select(OutcomesOf)], Statistics(), context),
            .. Fidelity(seeds, Proxy, Stages.Conditions.None, context),
            .. Fidelity(seeds, ProxyPerturbed, Stages.Conditions.Collective, context),
        ]);
    }

    /// <inheritdoc/>
    public IEnumerable<(string Metric, string Condition)> Estimated() =>
    [
        .. Statistics().Names(),
        .. Proxy.Count > 0 ? Fidelities(Stages.Conditions.None) : [],
        .. ProxyPerturbed.Count > 0 ? Fidelities(Stages.Conditions.Collective) : [],
    ];

    private IReadOnlyList<Statistic> Statistics() =>
        [
            .. StandardMetrics.For(Conditions, Parameters.PositiveClass),
            .. Differences.SelectMany(pair => StandardMetrics.Of(pair, Parameters.PositiveClass)),
        ];

    private static IReadOnlyList<Statistic> ProxyAccuracies(string condition) =>
        [new GroupAccuracy(Outcomes.Majority, condition), new GroupAccuracy(Outcomes.Subgroup, condition)];

    private static IEnumerable<(string Metric, string Condition)> Fidelities(string condition) =>
        ProxyAccuracies(condition).Names().Select(accuracy => (FidelityOf(accuracy.Metric), accuracy.Condition));

    private static string FidelityOf(string accuracy) => accuracy.Replace("accuracy", "fidelity", StringComparison.Ordinal);

    private Outcomes OutcomesOf(IReadOnlyDictionary<string, Evaluation> evaluations)
    {
        var answers = evaluations.ToDictionary(e => e.Key, e => e.Value[e.Key]);
        return evaluations[Stages.Conditions.None].ToOutcomes(
            Classes,
            answers.ToDictionary(e => e.Key, e => e.Value.Predictions),
            answers.ToDictionary(e => e.Key, e => e.Value.ClaimPredictions));
    }

    /// <summary>Fidelity is the proxy's accuracy where the platform's answers are the labels (Jagielski et al. 2020).</summary>
    private IEnumerable<MetricEstimate> Fidelity(
        List<Dictionary<string, Evaluation>> seeds, IReadOnlyList<Node<ProxyAnswers>> proxies, string condition, StageContext context)
    {
        if (proxies.Count == 0)
        {
            return [];
        }

        var outcomes = seeds.Zip(proxies, (platform, proxy) => new Outcomes(
            Classes,
            platform[condition][condition].Predictions,
            EvaluationOutcomes.Numbers(platform[condition].Groups),
            new Dictionary<string, int[]> { [condition] = context.Load(proxy).Labels }));
        return Estimate([.. outcomes], ProxyAccuracies(condition), context).Select(e => e with { Name = FidelityOf(e.Name) });
    }

    private IReadOnlyList<MetricEstimate> Estimate(
        IReadOnlyList<Outcomes> seeds, IReadOnlyList<Statistic> statistics, StageContext context) =>
        HierarchicalBootstrap.Run(seeds, statistics, Parameters.Resamples, context.Seed, context.Threads, Proxies);
}

/// <summary>Two conditions to compare; differences are called <c>AFTER - BEFORE</c>.</summary>
public sealed record ConditionPair(string After, string Before)
{
    /// <summary>Name of the differences' condition.</summary>
    public string Name() => $"{After} - {Before}";
}

/// <summary>The metrics of one cell.</summary>
public sealed record Metrics(IReadOnlyList<MetricEstimate> Estimates)
{
    /// <exception cref="KeyNotFoundException">It was not estimated.</exception>
    public MetricEstimate this[string name, string condition] => Find(name, condition)
        ?? throw new KeyNotFoundException($"no metric '{name}' under '{condition}'");

    /// <summary>The same; null where it was not estimated.</summary>
    public MetricEstimate? Find(string name, string condition) => Estimates.FirstOrDefault(e => e.Name == name && e.Condition == condition);
}
