using Ttca.Learning.Data;

namespace Ttca.Collective;

/// <summary>Chooses p_init of the Square Attack, as its authors do for each data set: without it the comparison would be unfair to it.</summary>
public static class SquareTuning
{
    /// <summary>Runs the attack with each candidate on the same images; what that costs is in the trials.</summary>
    /// <param name="platform">Its cap must allow candidates times images times <see cref="AttackLimits.QueriesPerImage"/>.</param>
    /// <param name="images">Not those on which the attack is judged.</param>
    /// <param name="limits">Those of the attack that is tuned: the schedule of the squares depends on the cap.</param>
    /// <param name="candidates">Values of p_init, in (0, 1]; at least one.</param>
    /// <param name="seed">Seed of the random search, the same for each candidate.</param>
    /// <param name="progress">Told after each round of queries of each candidate.</param>
    /// <exception cref="ArgumentException">There are no candidates or images, or the platform answers with labels alone.</exception>
    public static IReadOnlyList<TuningTrial> Run(
        IPlatform platform, ImageSet images, AttackLimits limits, IReadOnlyList<double> candidates, long seed, IProgress<AttackProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(candidates);
        if (candidates.Count == 0)
        {
            throw new ArgumentException("there are no candidates", nameof(candidates));
        }

        int[] rows = [.. Enumerable.Range(0, images.Count)];
        return
        [
            .. candidates.Select(candidate =>
            {
                var attacked = PerUserAttack.Square(platform, images, rows, limits, candidate, seed, progress);
                return new TuningTrial(candidate, rows.Count(i => attacked.QueriesToRight(i) is not null), attacked.TotalQueries);
            }),
        ];
    }

    /// <summary>The trial with most images right at its end; among equals the one with fewest queries, then the first.</summary>
    public static TuningTrial Best(IReadOnlyList<TuningTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        return trials.OrderByDescending(trial => trial.Right).ThenBy(trial => trial.Queries).First();
    }
}

/// <summary>How one candidate did.</summary>
/// <param name="StartingShare">p_init.</param>
/// <param name="Right">Images that were answered rightly at the end.</param>
/// <param name="Queries">What the trial cost, failures included.</param>
public sealed record TuningTrial(double StartingShare, int Right, long Queries);
