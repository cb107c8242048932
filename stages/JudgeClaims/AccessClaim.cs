using System.Globalization;
using Ttca.Collective;
using Ttca.Pipeline;
using Ttca.Reporting.Claims;

namespace Ttca.Stages;

/// <summary>The claim about what the collective may see of the platform: C7.</summary>
internal static class AccessClaim
{
    /// <summary>
    /// The way of a perturbation that the collective submits, walked back through the plan: answers, own images and own labels may lead to
    /// it.
    /// </summary>
    /// <param name="leaks">What <see cref="LeaksInto"/> found.</param>
    /// <param name="perturbations">How many were walked back.</param>
    /// <param name="transcripts">All of the experiment: the answers that the platform gave.</param>
    /// <param name="sources">Where the transcripts came from.</param>
    public static Claim QueriesSuffice(
        IReadOnlyList<string> leaks, int perturbations, IReadOnlyList<Transcript> transcripts, IReadOnlyList<string> sources) => new()
    {
        Id = "C7",
        Statement = "Only query access is used",
        Test =
            "Every edge of the plan that leads to a perturbation which is submitted as the collective's is walked back: it may hold "
            + "the platform's answers, the collective's own images and labels, and nothing else: "
            + "no network of the platform, no image that it was trained on, no test image.",
        Measure = string.Create(
            CultureInfo.InvariantCulture,
            $"{perturbations} perturbations from {transcripts.Sum(t => t.Queries)} queries in {transcripts.Count} "
                + $"transcripts{(leaks.Count == 0 ? "" : $"; not by queries: {string.Join("; ", leaks)}")}"),
        Verdict = leaks.Count == 0 ? ClaimVerdict.Supported : ClaimVerdict.NotSupported,
        RestsOn = sources,
    };

    /// <summary>
    /// How a perturbation came to hold more than answers: a path of stages for each way, from what it should not hold; none where it
    /// doesn't.
    /// </summary>
    /// <param name="perturbation">A node of the plan.</param>
    public static IEnumerable<string> LeaksInto(Node perturbation)
    {
        ArgumentNullException.ThrowIfNull(perturbation);
        return Walk(perturbation, perturbation.StageName).Distinct();
    }

    private static IEnumerable<string> Walk(
        Node node, string path) => node.Inputs.SelectMany(input => input.Nodes.SelectMany(from => from switch
    {
        Node<TrainedPlatform> when node.Stage is QueryPlatform => [],       // it is asked, and counted
        Node<TrainedPlatform> => [$"{from.StageName} (weights) > {path}"],
        _ => from.Stage switch
        {
            CollectiveSplit => [],                                          // own images and labels
            TestSplit => [$"{from.StageName} (test images) > {path}"],
            PlatformSplit => [$"{from.StageName} (the platform's images) > {path}"],
            _ when from.Inputs.Count == 0 => [$"{from.StageName} > {path}"],
            _ => Walk(from, $"{from.StageName} > {path}"),
        },
    }));
}
