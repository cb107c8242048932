namespace Ttca.Fairness;

/// <summary>
/// Is a paired difference zero? Null hypothesis: for each image it makes no difference under which of two scenarios it was answered; then
/// both answers may be swapped, image by image, and the observed difference is compared with those after random swaps, two-sided (Fisher
/// 1935; for accuracies it is a permutation version of McNemar's test).
/// </summary>
/// <remarks>
/// <para>
/// Where all seeds have the same images, an image's answers are swapped in all seeds or in none; else within each seed. Images with equal
/// answers say nothing, such as those of a majority that acts alike under both.
/// </para>
/// <para>The classifiers are taken as they are: the test is about their answers to images, not about other seeds.</para>
/// <para>Cost: permutations x images / 64 draws (one bit for each image), then permutations x distinct patterns of answers.</para>
/// </remarks>
public static class PairedPermutationTest
{
    /// <param name="seeds">One for each replicate.</param>
    /// <param name="after">Which group is under which condition.</param>
    /// <param name="before">With what it is compared; named differently.</param>
    /// <param name="statistics">
    /// What is compared, of the scenario that it is given: such as <c>served => new WorstGroupAccuracy(served)</c>.
    /// </param>
    /// <param name="permutations">How many are drawn.</param>
    /// <param name="seed">
    /// Of the random numbers. Equal seeds give equal results, whatever the order of images and the number of threads.
    /// </param>
    /// <param name="threads">Most threads at a time.</param>
    /// <returns>One for each statistic, in their order; undefined where the statistic is.</returns>
    /// <exception cref="ArgumentException">No seeds, seeds that don't match each other, or a condition that isn't there.</exception>
    public static IReadOnlyList<PermutationResult> Run(
        IReadOnlyList<Observations> seeds,
        Scenario after,
        Scenario before,
        IReadOnlyList<Func<Scenario, Statistic>> statistics,
        int permutations = GapPermutationTest.DefaultPermutations,
        long seed = 0,
        int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Observations[] served = [.. seeds.Select(outcomes => outcomes.Served(after, before))];
        var layout = TallyLayout.Of(served);
        var observed = SeedTallies.Of(layout, served);
        Statistic[] differences =
        [
            .. statistics.Select(
                statistic => new PairedDifference(statistic(Scenario.Everyone(after.Name)), statistic(Scenario.Everyone(before.Name)))),
        ];
        var permuted = new SwappedConditions(served, layout, after.Name, before.Name).ValuesOf(differences, permutations, seed, threads);
        return
        [
            .. differences.Select((difference, i) => PermutationResult.Of(difference, observed.ValueOf(difference), permuted[i], Math.Abs)),
        ];
    }
}
