using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// The contrasts that a study names: the accuracy of a group where one thing is done less that where another is, on the same test images,
/// with its interval over seeds and images, and with a permutation test of whether it makes a difference which.
/// </summary>
/// <param name="Proxies">Of each seed.</param>
[PartOf("Bootstrap")]
public sealed record CompareContrasts(int Resamples, int Classes, int Proxies) : IStage<Contrasts>
{
    private const string After = "after";
    private const string Before = "before";

    public required IReadOnlyList<AskedContrast> Asked { get; init; }

    /// <summary>For each contrast, for each seed, one for each proxy.</summary>
    public required IReadOnlyList<Node<Evaluation>> Afters { get; init; }

    /// <summary>In the same order.</summary>
    public required IReadOnlyList<Node<Evaluation>> Befores { get; init; }

    public Contrasts Run(StageContext context)
    {
        var pairs = Afters.Zip(Befores, (after, before) => (After: context.Load(after), Before: context.Load(before))).Chunk(
            Afters.Count / Asked.Count);
        return new Contrasts([.. Asked.Zip(pairs, (asked, evaluations) => Compare(asked, evaluations, context.Seed, context.Threads))]);
    }

    /// <param name="asked">What is compared.</param>
    /// <param name="seeds">For each seed and proxy the platform's answers where the one and the other is done.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <param name="threads">Most threads at a time.</param>
    internal MeasuredContrast Compare(
        AskedContrast asked, IReadOnlyList<(Evaluation After, Evaluation Before)> seeds, long seed, int threads)
    {
        Outcomes[] outcomes = [.. seeds.Select(pair => pair.After.ToOutcomes(
            Classes,
            new Dictionary<string, int[]>
            {
                [After] = pair.After[asked.After].Predictions,
                [Before] = pair.Before[asked.Before].Predictions,
            }))];
        int group = asked.IsOfMajority ? Outcomes.Majority : Outcomes.Subgroup;
        var difference = new PairedDifference(new GroupAccuracy(group, After), new GroupAccuracy(group, Before));
        return new MeasuredContrast(
            asked.Name,
            HierarchicalBootstrap.Run(outcomes, [difference], Resamples, seed, threads, Proxies)[0],
            PairedPermutationTest.Run(
                outcomes,
                Scenario.Everyone(After),
                Scenario.Everyone(Before),
                [served => new GroupAccuracy(group, served.Name)],
                Resamples,
                seed,
                threads)[0]);
    }
}

/// <summary>What a contrast compares.</summary>
/// <param name="Name">As the table calls it, such as <c>label - probabilities</c>.</param>
/// <param name="IsOfMajority">Whether the accuracy is the majority's; else the subgroup's.</param>
/// <param name="After">Name of the condition of the one.</param>
/// <param name="Before">Of the other, which is subtracted.</param>
public sealed record AskedContrast(string Name, bool IsOfMajority, string After, string Before);

/// <summary>What was found of a contrast.</summary>
/// <param name="Name">As it was asked.</param>
/// <param name="Difference">Of accuracies.</param>
/// <param name="Test">Whether it is zero, for the platforms at hand; not corrected for the number of contrasts.</param>
public sealed record MeasuredContrast(string Name, MetricEstimate Difference, PermutationResult Test);

/// <summary>All contrasts of a study.</summary>
public sealed record Contrasts(IReadOnlyList<MeasuredContrast> All);
