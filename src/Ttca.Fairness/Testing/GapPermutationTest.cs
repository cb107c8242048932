namespace Ttca.Fairness;

/// <summary>Which values of a statistic speak for a gap.</summary>
public enum Tail
{
    /// <summary>Large ones, as of a difference between groups.</summary>
    Large,

    /// <summary>Small ones, as of a ratio of groups, or of the accuracy of the worst one.</summary>
    Small,
}

/// <summary>
/// Is there a gap at all? Max - min is above zero even where no group is served worse, so its interval can't tell. Null hypothesis: which
/// group an image of a class belongs to has nothing to do with what it is answered; then groups may be exchanged among the images of each
/// class, and the observed gap is compared with the gaps after exchanging them (Fisher 1935; Good: Permutation, parametric and bootstrap
/// tests, 2005).
/// </summary>
/// <remarks>
/// <para>
/// Images keep the answers that they got under the scenario: what is exchanged is whom they are counted for. Within classes, so that groups
/// with more images of a hard class are not thereby served worse. Where all seeds have the same images, an image moves with its answers in
/// all seeds; else within each seed.
/// </para>
/// <para>The classifiers are taken as they are: the test is about their answers to images, not about other seeds.</para>
/// <para>Cost: permutations x images draws (the floor, about 2 ns each), each with the cells that the image adds to.</para>
/// </remarks>
public static class GapPermutationTest
{
    public const int DefaultPermutations = 10_000;

    /// <param name="seeds">One for each replicate.</param>
    /// <param name="scenario">Which group is under which condition.</param>
    /// <param name="statistics">What measures the gap, of the scenario that it is given; and which values speak for one.</param>
    /// <param name="permutations">How many are drawn.</param>
    /// <param name="seed">
    /// Of the random numbers. Equal seeds give equal results, whatever the order of images and the number of threads.
    /// </param>
    /// <param name="threads">Most threads at a time.</param>
    /// <returns>
    /// One for each statistic, in their order; undefined where the statistic is, as where a group has no images; and where no class has
    /// images of two groups, as where the groups are the classes.
    /// </returns>
    /// <exception cref="ArgumentException">No seeds, seeds that don't match each other, or a condition that isn't there.</exception>
    public static IReadOnlyList<PermutationResult> Run(
        IReadOnlyList<Outcomes> seeds,
        Scenario scenario,
        IReadOnlyList<(Func<Scenario, Statistic> Of, Tail Tail)> statistics,
        int permutations = DefaultPermutations,
        long seed = 0,
        int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Outcomes[] served = [.. seeds.Select(outcomes => outcomes.Served(scenario))];
        var layout = TallyLayout.Of(served);
        var observed = SeedTallies.Of(layout, served);
        Statistic[] gaps = [.. statistics.Select(statistic => statistic.Of(Scenario.Everyone(scenario.Name)))];
        var groups = new ExchangedGroups(served, layout);
        if (!groups.AnyCanBeExchanged)
        {
            return [.. gaps.Select(gap => new PermutationResult(gap.Name, gap.Condition, observed.ValueOf(gap), double.NaN, permutations))];
        }

        var permuted = groups.ValuesOf(gaps, permutations, seed, threads);
        return
        [
            .. gaps.Select(
                (gap, i) => PermutationResult.Of(
                    gap, observed.ValueOf(gap), permuted[i], statistics[i].Tail == Tail.Large ? value => value : value => -value)),
        ];
    }
}
