using System.Globalization;
using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// What the collective's perturbations reach where a share of the subgroup's users misjudge their image's class, and submit it with the
/// perturbation of the class they take it for, uniform among the others. Who does is drawn image by image, and who misjudges at a share
/// does so at every larger one. Both answers to each image are known from its evaluation: nobody is asked anew.
/// </summary>
/// <param name="Proxies">Of each seed.</param>
[PartOf("Bootstrap")]
public sealed record BootstrapWrongClaims(int Resamples, int Classes, int Proxies) : IEstimatesMetrics
{
    /// <summary>From 0 to 1.</summary>
    public required IReadOnlyList<double> Shares { get; init; }

    // For each seed one evaluation for each proxy, in the same order.
    public required IReadOnlyList<Node<Evaluation>> None { get; init; }
    public required IReadOnlyList<Node<Evaluation>> Collective { get; init; }

    /// <summary>Name of the condition in which so many misjudge their class.</summary>
    public static string ConditionOf(double share) => string.Create(CultureInfo.InvariantCulture, $"wrong-claims-{share}");

    public Metrics Run(StageContext context)
    {
        var seeds = DrawnUsers.Load(context, None, Collective, Proxies).Select(seed => OutcomesOf(seed.None, seed.Collective, seed.Users));
        return new Metrics(HierarchicalBootstrap.Run([.. seeds], [.. Statistics()], Resamples, context.Seed, context.Threads, Proxies));
    }

    /// <inheritdoc/>
    public IEnumerable<(string Metric, string Condition)> Estimated() => Statistics().Names();

    private IEnumerable<Statistic> Statistics() => ((string[])[Conditions.None, .. Shares.Select(ConditionOf)]).SelectMany(StatisticsOf);

    private static IEnumerable<Statistic> StatisticsOf(string condition) =>
        [
            new GroupAccuracy(Outcomes.Majority, condition),
            new GroupAccuracy(Outcomes.Subgroup, condition),
            new Closure(condition, Conditions.None),
            new HarmedShare(condition),
        ];

    /// <summary>The answers of one seed at every share. The majority submits its images as they are.</summary>
    internal Outcomes OutcomesOf(Evaluation none, Evaluation collective, double[] users)
    {
        var (unchanged, perturbed) = (none[Conditions.None].Predictions, collective[Conditions.Collective]);
        var conditions = new Dictionary<string, int[]> { [Conditions.None] = unchanged };
        foreach (double share in Shares)
        {
            conditions[ConditionOf(share)] =
            [
                .. none.Groups.Select(
                    (group, i) => group != Group.Subgroup
                        ? unchanged[i]
                        : users[i] < share ? perturbed.ClaimPredictions[i] : perturbed.Predictions[i]),
            ];
        }

        return none.ToOutcomes(Classes, conditions);
    }
}
