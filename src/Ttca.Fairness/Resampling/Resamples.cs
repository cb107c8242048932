namespace Ttca.Fairness;

/// <summary>
/// The values of statistics in all resamples: over the seeds, and what the images that seeds share move in all of them alike.
/// </summary>
internal sealed class Resamples
{
    private readonly Dictionary<Statistic, double[]> _over;
    private readonly Dictionary<Statistic, double[][]> _ofSeeds = [];

    /// <param name="plan">Draws.</param>
    /// <param name="statistics">Whose values are needed; those of a ratio are made of its numerator's and denominator's.</param>
    /// <param name="withSeeds">Whether <see cref="Shared"/> will be asked; takes 8 bytes for each statistic, seed and resample.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <param name="threads">Most threads at a time.</param>
    public Resamples(ResamplingPlan plan, IEnumerable<Statistic> statistics, bool withSeeds, int resamples, long seed, int threads)
    {
        Statistic[] plain =
        [
            .. statistics
                .SelectMany(statistic => statistic.Ratio is { } ratio ? (Statistic[])[ratio.Numerator, ratio.Denominator] : [statistic])
                .Distinct(),
        ];
        if (withSeeds)
        {
            var (values, seeds) = plan.ValuesOfSeeds(plain, resamples, seed, threads);
            _over = plain.Zip(values).ToDictionary();
            _ofSeeds = plain.Zip(seeds).ToDictionary();
        }
        else
        {
            _over = plain.Zip(plan.ValuesOf(plain, resamples, seed, threads)).ToDictionary();
        }
    }

    /// <summary>Over the drawn seeds, <c>[resamples]</c>; NaN where it is undefined.</summary>
    public double[] Of(Statistic statistic) => statistic.Ratio is { } ratio
        ? [.. _over[ratio.Numerator].Zip(_over[ratio.Denominator], RatioOfMeans.Of)]
        : _over[statistic];

    /// <summary>
    /// Covariance between one statistic of one seed and another of another seed, over resamples: what the images that both seeds are tested
    /// on have in common. The mean over all pairs of different seeds, of the resamples in which both were drawn and defined; 0 where seeds
    /// have other images.
    /// </summary>
    public double Shared(Statistic one, Statistic other)
    {
        if (!_ofSeeds.TryGetValue(one, out var ones) || ones.Length < 2)
        {
            return 0;
        }

        var others = _ofSeeds[other];
        var pairs = from i in Enumerable.Range(0, ones.Length)
                    from j in Enumerable.Range(0, ones.Length)
                    where i != j
                    select Covariance(ones[i], others[j]);
        return pairs.Average();
    }

    private static double Covariance(double[] ones, double[] others)
    {
        // Shifted by a first pair, so that little is lost where values hardly differ.
        var (count, sumOfOnes, sumOfOthers, products) = (0, 0.0, 0.0, 0.0);
        var (firstOne, firstOther) = (0.0, 0.0);
        for (var i = 0; i < ones.Length; i++)
        {
            if (!double.IsFinite(ones[i]) || !double.IsFinite(others[i]))
            {
                continue;
            }

            (firstOne, firstOther) = count++ == 0 ? (ones[i], others[i]) : (firstOne, firstOther);
            sumOfOnes += ones[i] - firstOne;
            sumOfOthers += others[i] - firstOther;
            products += (ones[i] - firstOne) * (others[i] - firstOther);
        }

        return count < 2 ? 0 : (products - sumOfOnes * sumOfOthers / count) / (count - 1);
    }
}
