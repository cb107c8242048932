using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// How well the provider's detectors tell perturbed images of the subgroup from the same ones as they are, over all seeds, with intervals.
/// </summary>
[PartOf("Bootstrap")]
public sealed record BootstrapDetection(int Resamples) : IEstimatesMetrics
{
    /// <summary>What was added, see <see cref="Stages.Conditions"/>.</summary>
    public required IReadOnlyList<string> Conditions { get; init; }

    /// <summary>One for each seed.</summary>
    public required IReadOnlyList<Node<DetectorScores>> None { get; init; }

    /// <summary>For each seed, one for each condition.</summary>
    public required IReadOnlyList<Node<DetectorScores>> Perturbed { get; init; }

    /// <summary>Name of the metric of one of <see cref="Detectors.All"/>.</summary>
    public static string MetricOf(string detector) => new RocArea(detector, "", "").Name;

    public Metrics Run(StageContext context)
    {
        var seeds = None.Select(context.Load).Zip(Perturbed.Select(context.Load).Chunk(Conditions.Count)).ToList();
        return new Metrics([.. Detectors.All.SelectMany(detector => HierarchicalBootstrap.Run(
            Counts.RanksOf([.. seeds.Select(seed => ScoresOf(detector, seed.First, seed.Second))]),
            [.. Areas(detector)],
            Resamples,
            context.Seed,
            context.Threads))]);
    }

    /// <inheritdoc/>
    public IEnumerable<(string Metric, string Condition)> Estimated() => Detectors.All.SelectMany(Areas).Names();

    private IEnumerable<Statistic> Areas(string detector) =>
        Conditions.Select(condition => new RocArea(detector, Stages.Conditions.None, condition));

    private Dictionary<string, float[]> ScoresOf(string detector, DetectorScores none, IReadOnlyList<DetectorScores> perturbed) =>
        Conditions.Zip(perturbed)
            .Append((Stages.Conditions.None, none))
            .ToDictionary(scores => scores.Item1, scores => scores.Item2.Of[detector]);
}
