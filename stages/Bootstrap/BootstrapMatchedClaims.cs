using System.Globalization;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// What the collective's perturbations and others reach where both make false claims equally often, see <see cref="MatchedAccuracy"/>.
/// </summary>
/// <param name="Proxies">Of each seed.</param>
[PartOf("Bootstrap")]
public sealed record BootstrapMatchedClaims(int Resamples, int Classes, int Proxies) : IEstimatesMetrics
{
    /// <summary>What is done, <see cref="Conditions.Collective"/> first.</summary>
    public required IReadOnlyList<string> Perturbations { get; init; }

    /// <summary>Shares of each perturbation, in ascending order; the last is 1.</summary>
    public required IReadOnlyList<double> Strengths { get; init; }

    /// <summary>For each seed one for each proxy.</summary>
    public required IReadOnlyList<Node<Evaluation>> None { get; init; }

    /// <summary>For each seed, for each proxy, for each perturbation, one for each strength.</summary>
    public required IReadOnlyList<Node<Evaluation>> Perturbed { get; init; }

    /// <summary>Name of the condition in which one is compared with another.</summary>
    public static string ConditionOf(string one, string other) =>
        new MatchedAccuracy(new StrengthPath(one, []), new StrengthPath(other, [])).Condition;

    public Metrics Run(StageContext context)
    {
        var seeds = None.Zip(Perturbed.Chunk(Perturbations.Count * Strengths.Count)).Select(
            seed => OutcomesOf(context.Load(seed.First), [.. seed.Second.Select(context.Load)]));
        return new Metrics(HierarchicalBootstrap.Run([.. seeds], [.. Statistics()], Resamples, context.Seed, context.Threads, Proxies));
    }

    /// <inheritdoc/>
    public IEnumerable<(string Metric, string Condition)> Estimated() => Statistics().Names();

    private IEnumerable<Statistic> Statistics()
    {
        StrengthPath[] paths =
        [
            .. Perturbations.Select(name => new StrengthPath(name, [Conditions.None, .. Strengths.Select(strength => At(name, strength))])),
        ];
        foreach (var other in paths.Skip(1))
        {
            MatchedAccuracy collective = new(paths[0], other), compared = new(other, paths[0]);
            yield return collective;
            yield return compared;
            yield return new PairedDifference(collective, compared);
            yield return new MatchedFalseClaimRate(paths[0], other);
        }

        foreach (string condition in paths.SelectMany(path => path.Conditions).Distinct())
        {
            yield return new GroupAccuracy(Outcomes.Subgroup, condition);
            yield return new FalseClaimRate(condition);
        }
    }

    /// <summary>Name of the condition of one perturbation at a strength.</summary>
    internal static string At(string perturbation, double strength) =>
        string.Create(CultureInfo.InvariantCulture, $"{perturbation} x {strength}");

    /// <param name="none">The images as they are.</param>
    /// <param name="perturbed">For each perturbation, one for each strength.</param>
    private Outcomes OutcomesOf(Evaluation none, IReadOnlyList<Evaluation> perturbed)
    {
        var names = from perturbation in Perturbations from strength in Strengths select (perturbation, strength);
        var answers = names.Zip(
            perturbed, (name, evaluation) => (Condition: At(name.perturbation, name.strength), Answers: evaluation[name.perturbation]))
            .Prepend((Condition: Conditions.None, Answers: none[Conditions.None])).ToList();
        return none.ToOutcomes(
            Classes,
            answers.ToDictionary(one => one.Condition, one => one.Answers.Predictions),
            answers.ToDictionary(one => one.Condition, one => one.Answers.ClaimPredictions));
    }
}
