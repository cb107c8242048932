using System.Globalization;
using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// What is reached where a share of the subgroup uses the perturbation, and where all of the subgroup and a share of the majority do. Who
/// takes part is drawn image by image, and who takes part at a share does so at every larger one.
/// </summary>
/// <param name="Proxies">Of each seed.</param>
[PartOf("Bootstrap")]
public sealed record BootstrapParticipation(int Resamples, int Classes, int Proxies) : IEstimatesMetrics
{
    /// <summary>From 0 to 1.</summary>
    public required IReadOnlyList<double> Shares { get; init; }

    // For each seed one evaluation for each proxy, in the same order.
    public required IReadOnlyList<Node<Evaluation>> None { get; init; }
    public required IReadOnlyList<Node<Evaluation>> Collective { get; init; }

    /// <summary>Name of the condition in which a share of the subgroup takes part.</summary>
    public static string OfSubgroup(double share) => string.Create(CultureInfo.InvariantCulture, $"subgroup-{share}");

    /// <summary>Name of the condition in which all of the subgroup takes part, and a share of the majority.</summary>
    public static string OfMajority(double share) => string.Create(CultureInfo.InvariantCulture, $"majority-{share}");

    public Metrics Run(StageContext context)
    {
        var seeds = DrawnUsers.Load(context, None, Collective, Proxies).Select(seed => OutcomesOf(seed.None, seed.Collective, seed.Users));
        return new Metrics(HierarchicalBootstrap.Run([.. seeds], [.. Statistics()], Resamples, context.Seed, context.Threads, Proxies));
    }

    /// <inheritdoc/>
    public IEnumerable<(string Metric, string Condition)> Estimated() => Statistics().Names();

    private IEnumerable<Statistic> Statistics() =>
        ((string[])[.. Shares.Select(OfSubgroup), .. Shares.Select(OfMajority)]).SelectMany(StatisticsOf);

    private static IEnumerable<Statistic> StatisticsOf(string condition)
    {
        var everyone = Scenario.Everyone(condition);    // who takes part is in the condition
        return
        [
            new GroupAccuracy(Outcomes.Majority, condition),
            new GroupAccuracy(Outcomes.Subgroup, condition),
            new SubgroupGap(everyone),
            new Closure(condition, Conditions.None),
            new WorstGroupAccuracy(everyone),
            new DisparateImpact(everyone),
        ];
    }

    /// <summary>The answers of one seed under every share.</summary>
    internal Outcomes OutcomesOf(Evaluation none, Evaluation collective, double[] users)
    {
        var (unchanged, perturbed) = (none[Conditions.None].Predictions, collective[Conditions.Collective].Predictions);
        int[] Answers(double ofSubgroup, double ofMajority) =>
            [
                .. none.Groups.Select(
                    (group, i) => users[i] < (group == Group.Subgroup ? ofSubgroup : ofMajority) ? perturbed[i] : unchanged[i]),
            ];

        var conditions = new Dictionary<string, int[]> { [Conditions.None] = unchanged };
        foreach (double share in Shares)
        {
            conditions[OfSubgroup(share)] = Answers(share, 0);
            conditions[OfMajority(share)] = Answers(1, share);
        }

        return none.ToOutcomes(Classes, conditions);
    }
}
