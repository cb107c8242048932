namespace Ttca.Fairness;

/// <summary>Sums over images that are drawn at random, again and again, in several threads.</summary>
/// <typeparam name="TScratch">Room for one thread to draw.</typeparam>
internal abstract class RandomTallies<TScratch>
    where TScratch : IScratch
{
    public abstract TScratch NewScratch();

    /// <summary>
    /// Leaves the drawn sums in the scratch's tallies. Depends on <paramref name="random"/> alone, not on what was drawn before.
    /// </summary>
    public abstract void Draw(ref SplitMix64 random, TScratch scratch);

    /// <returns>Over the seeds, <c>[statistics][draws]</c>; the same for every number of threads.</returns>
    public double[][] ValuesOf(IReadOnlyList<Statistic> statistics, int draws, long seed, int threads)
    {
        var values = statistics.Select(_ => new double[draws]).ToArray();
        ForEach(draws, seed, threads, (draw, tallies) =>
        {
            for (var i = 0; i < statistics.Count; i++)
            {
                values[i][draw] = tallies.ValueOf(statistics[i]);
            }
        });
        return values;
    }

    /// <param name="draws">How many.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <param name="threads">Most threads at a time.</param>
    /// <param name="use">Gets the number of a draw and its sums, which it may not keep; several threads call it.</param>
    protected void ForEach(int draws, long seed, int threads, Action<int, SeedTallies> use) => Parallel.For(
        0,
        draws,
        new ParallelOptions { MaxDegreeOfParallelism = threads },
        NewScratch,
        (draw, _, scratch) =>
        {
            var random = SplitMix64.Of(seed, draw - 1); // streams of draws begin at 0
            Draw(ref random, scratch);
            use(draw, scratch.Tallies);
            return scratch;
        },
        _ => { });
}

internal interface IScratch
{
    /// <summary>Of the latest draw.</summary>
    SeedTallies Tallies { get; }
}
