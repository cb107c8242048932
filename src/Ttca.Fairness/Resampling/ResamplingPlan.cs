namespace Ttca.Fairness;

/// <summary>
/// A resample: as many seeds as there are, with replacement, and within each group as many images as it has, with replacement. Where all
/// seeds have the same images, these are crossed with the seeds: images are drawn once, for every drawn seed (the pigeonhole bootstrap of
/// Owen 2007). Else they are nested, and drawn anew for each. A seed that is drawn counts with all its proxies, on the same images.
/// </summary>
internal sealed class ResamplingPlan : RandomTallies<ResamplingPlan.Scratch>
{
    private readonly TallyLayout _layout;
    private readonly int _proxies;           // of each seed
    private readonly SeedPatterns[] _seeds;  // proxy by proxy, as the tallies are
    private readonly int[][] _groupSizes;    // likewise, [seed][group]
    private readonly int _answerCount;

    /// <param name="seeds">For each seed one for each of its proxies.</param>
    /// <param name="layout">Of their sums.</param>
    /// <param name="proxies">Of each seed.</param>
    public ResamplingPlan(IReadOnlyList<Observations> seeds, TallyLayout layout, int proxies)
    {
        (_layout, _proxies) = (layout, proxies);
        AreImagesShared = TestedImages.AreShared(seeds);
        OutcomeRows[] rows = [.. seeds.Select(seed => new OutcomeRows(seed, layout))];
        int[][] OrderedByGroup(
            IReadOnlyList<OutcomeRows> ofSeeds) =>
                [.. Enumerable.Range(0, layout.Groups).Select(group => OutcomeRows.Ordered(ofSeeds, group))];
        int[][][] ordered =
        [
            .. rows.Chunk(AreImagesShared ? rows.Length : proxies).SelectMany(same => Enumerable.Repeat(OrderedByGroup(same), same.Length)),
        ];
        var answers = new SparseRows();
        _seeds = [.. rows.Zip(ordered, (row, groups) => new SeedPatterns(row, groups.SelectMany(images => images), answers))];
        _groupSizes = [.. ordered.Select(groups => groups.Select(images => images.Length).ToArray())];
        _answerCount = answers.Count;
    }

    /// <summary>Whether images are crossed with seeds. One seed's are.</summary>
    public bool AreImagesShared { get; }

    private int Seeds => _seeds.Length / _proxies;

    public override Scratch NewScratch() => new(
        new int[_groupSizes.Max(sizes => sizes.Sum())],
        new int[_seeds.Max(seed => seed.Count)],
        new int[_answerCount],
        new SeedTallies(_layout, _seeds.Length));

    /// <summary>
    /// The values of statistics of every seed in each resample: NaN where the seed was not drawn, or the statistic is undefined of it.
    /// </summary>
    /// <returns>
    /// <c>[statistics][seeds][resamples]</c> beside the values over the seeds, <c>[statistics][resamples]</c>; the same for every number of
    /// threads.
    /// </returns>
    public (double[][] Over, double[][][] OfSeeds) ValuesOfSeeds(IReadOnlyList<Statistic> statistics, int resamples, long seed, int threads)
    {
        var over = statistics.Select(_ => new double[resamples]).ToArray();
        var ofSeeds = statistics.Select(_ => Enumerable.Range(0, Seeds).Select(_ => new double[resamples]).ToArray()).ToArray();
        var sides = SidesOf(statistics);
        ForEach(resamples, seed, threads, (draw, tallies) =>
        {
            for (var i = 0; i < statistics.Count; i++)
            {
                var sum = 0.0;
                for (var s = 0; s < Seeds; s++)
                {
                    var times = tallies.Times[s * _proxies];
                    var value = times == 0 ? double.NaN
                        : sides[i] is var (after, before) ? ofSeeds[after][s][draw] - ofSeeds[before][s][draw]
                        : MeanOf(statistics[i], tallies.Each.AsSpan(s * _proxies, _proxies));
                    ofSeeds[i][s][draw] = value;
                    sum += times > 0 ? times * value : 0;
                }

                over[i][draw] = sum / Seeds;
            }
        });
        return (over, ofSeeds);
    }

    /// <summary>
    /// The tallies are those of the drawn seeds: where images are crossed, each seed's, as often as it was drawn; else one for each draw.
    /// </summary>
    public override void Draw(ref SplitMix64 random, Scratch scratch)
    {
        if (!AreImagesShared)
        {
            for (var draw = 0; draw < Seeds; draw++)
            {
                var seed = random.NextInt(Seeds);
                DrawImages(ref random, _groupSizes[seed * _proxies], scratch.Images);
                Sum(seed, scratch, draw);
            }

            return;
        }

        var times = scratch.Tallies.Times;
        Array.Clear(times);
        for (var draw = 0; draw < Seeds; draw++)
        {
            foreach (ref var ofProxy in times.AsSpan(random.NextInt(Seeds) * _proxies, _proxies))
            {
                ofProxy++;
            }
        }

        DrawImages(ref random, _groupSizes[0], scratch.Images);
        for (var seed = 0; seed < Seeds; seed++)
        {
            if (times[seed * _proxies] > 0)
            {
                Sum(seed, scratch, seed);
            }
        }
    }

    private static double MeanOf(Statistic statistic, ReadOnlySpan<Tally> proxies)
    {
        var sum = 0.0;
        foreach (var tally in proxies)
        {
            sum += statistic.ValueOf(tally);
        }

        return sum / proxies.Length;
    }

    /// <summary>Where both sides of a difference stand among the statistics before it: their values are known.</summary>
    private static (int After, int Before)?[] SidesOf(IReadOnlyList<Statistic> statistics)
    {
        var numbers = new Dictionary<Statistic, int>();
        var sides = new (int After, int Before)?[statistics.Count];
        for (var i = 0; i < sides.Length; i++)
        {
            if (statistics[i] is PairedDifference pair
                && numbers.TryGetValue(pair.After, out var after)
                && numbers.TryGetValue(pair.Before, out var before))
            {
                sides[i] = (after, before);
            }

            numbers[statistics[i]] = i;
        }

        return sides;
    }

    /// <param name="random">Advanced.</param>
    /// <param name="sizes">Of the groups.</param>
    /// <param name="drawn">How often each image is, group by group.</param>
    private static void DrawImages(ref SplitMix64 random, int[] sizes, int[] drawn)
    {
        var local = random;     // in a register, which the caller's can't be
        Array.Clear(drawn);
        var start = 0;
        foreach (var size in sizes)
        {
            var stratum = drawn.AsSpan(start, size);
            for (var i = 0; i < stratum.Length; i++)
            {
                stratum[local.NextInt(stratum.Length)]++;
            }

            start += size;
        }

        random = local;
    }

    /// <summary>With the answers by each proxy of a seed, in the place of another's or its own.</summary>
    private void Sum(int seed, Scratch scratch, int place)
    {
        for (var proxy = 0; proxy < _proxies; proxy++)
        {
            var drawn = seed * _proxies + proxy;
            _seeds[drawn].Sum(
                scratch.Images.AsSpan(0, _groupSizes[drawn].Sum()),
                scratch.Patterns,
                scratch.Answers,
                scratch.Tallies.Each[place * _proxies + proxy]);
        }
    }

    /// <param name="Images">How often each was drawn.</param>
    /// <param name="Patterns">Room to count patterns, all zero between sums.</param>
    /// <param name="Answers">Likewise of answers.</param>
    /// <param name="Tallies">Of the latest resample.</param>
    internal sealed record Scratch(int[] Images, int[] Patterns, int[] Answers, SeedTallies Tallies) : IScratch;
}
