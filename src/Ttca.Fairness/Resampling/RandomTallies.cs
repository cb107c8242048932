namespace Ttca.Fairness;

/// <summary>Sums over images that are drawn at random, again and again, in several threads.</summary>
/// <typeparam name="TScratch">Room for one thread to draw.</typeparam>
internal abstract class RandomTallies<TScratch>
    where TScratch : IScratch
{
    public abstract TScratch NewScratch();

    /// <summary>Leaves the drawn sums in the scratch's tally. Depends on <paramref name="random"/> alone, not on what was drawn before.</summary>
    public abstract void Draw(ref SplitMix64 random, TScratch scratch);

    /// <returns><c>[statistics][draws]</c>; the same for every number of threads.</returns>
    public double[][] ValuesOf(IReadOnlyList<Statistic> statistics, int draws, long seed, int threads)
    {
        var values = statistics.Select(_ => new double[draws]).ToArray();
        Parallel.For(
            0,
            draws,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            NewScratch,
            (draw, _, scratch) =>
            {
                var random = new SplitMix64(seed, draw);
                Draw(ref random, scratch);
                for (var i = 0; i < statistics.Count; i++)
                {
                    values[i][draw] = statistics[i].ValueOf(scratch.Tally);
                }

                return scratch;
            },
            _ => { });
        return values;
    }
}

internal interface IScratch
{
    /// <summary>Of the latest draw.</summary>
    Tally Tally { get; }
}
