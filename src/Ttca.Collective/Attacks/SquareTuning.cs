using Ttca.Datasets;

namespace Ttca.Collective;

/// <summary>
/// Chooses p_init of the Square Attack, as its authors do for each data set: without it the comparison would be unfair to it.
/// </summary>
/// <remarks>
/// It is tuned where it is compared: on images that are answered wrongly, as right ones say nothing of it, and for those that it turns
/// right within as many queries as a member of a pool spends. What is right at the whole cap only ranks other values first.
/// </remarks>
public static class SquareTuning
{
    /// <summary>Looks for wrong images, and runs the attack on them with each candidate, up to the point where it is compared.</summary>
    /// <param name="platform">
    /// Its cap must allow the images, and candidates times <paramref name="wanted"/> times <paramref name="queries"/>.
    /// </param>
    /// <param name="images">
    /// Asked about, one query each, in their order until enough are wrong; not those on which the attack is judged.
    /// </param>
    /// <param name="wanted">How many wrong images to tune on; fewer where there are fewer.</param>
    /// <param name="queries">
    /// The number of queries per image at which the candidates are compared; at most <see cref="AttackLimits.QueriesPerImage"/>.
    /// </param>
    /// <param name="limits">Those of the attack that is tuned: the schedule of the squares depends on the cap.</param>
    /// <param name="candidates">Values of p_init, in (0, 1]; at least one.</param>
    /// <param name="seed">Seed of the random search, the same for each candidate.</param>
    /// <param name="progress">Told after each round of queries of each candidate.</param>
    /// <exception cref="ArgumentException">There are no candidates or images, or the platform answers with labels alone.</exception>
    public static TuningResult Run(
        IPlatform platform,
        ImageSet images,
        int wanted,
        int queries,
        AttackLimits limits,
        IReadOnlyList<double> candidates,
        long seed,
        IProgress<AttackProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(candidates);
        if (candidates.Count == 0 || images.Count == 0)
        {
            throw new ArgumentException(
                $"there are no {(candidates.Count == 0 ? "candidates" : "images")}",
                candidates.Count == 0 ? nameof(candidates) : nameof(images));
        }

        var before = platform.Queries;
        var wrong = FindWrong(platform, images, wanted);
        var search = platform.Queries - before;
        return new TuningResult(
            [
                .. candidates.Select(candidate =>
                {
                    if (wrong.Count == 0)
                    {
                        return new TuningTrial(candidate, 0, 0);
                    }

                    var attacked = PerUserAttack.Square(platform, images, wrong, limits, candidate, seed, progress, stopAfter: queries);
                    return new TuningTrial(candidate, attacked.Succeeded.Count(succeeded => succeeded), attacked.TotalQueries);
                }),
            ],
            wrong.Count,
            search);
    }

    private static List<int> FindWrong(IPlatform platform, ImageSet images, int wanted)
    {
        var wrong = new List<int>();
        for (var start = 0; start < images.Count && wrong.Count < wanted; start += wanted)
        {
            int[] rows = [.. Enumerable.Range(start, Math.Min(wanted, images.Count - start))];
            var part = images.Select(rows);
            var labels = platform.Ask(part.ReadAll(), part.Count).Labels;
            wrong.AddRange(rows.Where((_, i) => labels[i] != part.Labels[i]));
        }

        return [.. wrong.Take(wanted)];
    }
}

/// <summary>How the candidates did.</summary>
/// <param name="Trials">One for each candidate.</param>
/// <param name="Images">Wrong images that each was tried on; 0: none was found, and the first candidate stands.</param>
/// <param name="SearchQueries">What it cost to find them.</param>
public sealed record TuningResult(IReadOnlyList<TuningTrial> Trials, int Images, long SearchQueries)
{
    /// <summary>What all of it cost.</summary>
    public long Queries => SearchQueries + Trials.Sum(trial => trial.Queries);

    /// <summary>The trial with most images right; among equals the one with fewest queries, then the first.</summary>
    public TuningTrial Best => Trials.OrderByDescending(trial => trial.Right).ThenBy(trial => trial.Queries).First();
}

/// <summary>How one candidate did.</summary>
/// <param name="StartingShare">p_init.</param>
/// <param name="Right">Wrong images that were answered rightly within the queries at which candidates are compared.</param>
/// <param name="Queries">What the trial cost, failures included.</param>
public sealed record TuningTrial(double StartingShare, int Right, long Queries);
