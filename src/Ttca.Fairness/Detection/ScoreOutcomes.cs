namespace Ttca.Fairness;

/// <summary>
/// Scores of images as outcomes: the "answer" is the rank of the score among all of its seed, equal scores having one. Sums over images are then histograms of ranks, which hold all that the
/// area under the ROC curve depends on, and the bootstrap resamples images with their scores under every condition.
/// </summary>
public static class ScoreOutcomes
{
    /// <summary>One for each seed, of one group.</summary>
    /// <param name="seeds">For each condition the score of each image, <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">Lengths differ, or there are no scores.</exception>
    public static IReadOnlyList<Outcomes> Of(IReadOnlyList<IReadOnlyDictionary<string, float[]>> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        var ranks = seeds.Select(seed => seed.Values.SelectMany(scores => scores).Distinct().Order().Index().ToDictionary(score => score.Item, score => score.Index)).ToList();
        var classes = Math.Max(2, ranks.Max(scores => scores.Count));
        return
        [
            .. seeds.Zip(ranks, (seed, rank) => new Outcomes(
                classes, new int[seed.Values.First().Length], new byte[seed.Values.First().Length], seed.ToDictionary(scores => scores.Key, scores => scores.Value.Select(score => rank[score]).ToArray()))),
        ];
    }
}
