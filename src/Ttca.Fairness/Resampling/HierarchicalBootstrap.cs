namespace Ttca.Fairness;

/// <summary>
/// Hierarchical paired bootstrap: an outer resample of seeds and, within each group, an inner resample of test images.
/// All conditions share the drawn indices, so differences between conditions are paired. Percentile intervals, 95 %; beside them Student's
/// where seeds are few.
/// </summary>
/// <remarks>
/// <para>A statistic over seeds is the mean of its values of each seed, never one of sums over seeds; a <see cref="Statistic.Ratio"/> is
/// the ratio of two such means. Undefined of one seed, it is undefined.</para>
/// <para>Where all seeds have the same test images, these are crossed with the seeds: one draw of images for all drawn seeds. Else each
/// drawn seed's are drawn anew.</para>
/// <para>
/// Undefined resamples are never dropped: for the lower end each counts as the smallest possible value, for the upper end as the largest
/// (<see cref="Statistic.Range"/>), and their number is reported. The interval of a ratio such as <see cref="Closure"/> is thereby at least
/// as wide as Fieller's (all c for which numerator - c x denominator is not significantly different from zero), and finite where the
/// denominator is significant. More undefined resamples than an end leaves out (2.5 %) leave Student's interval no bound either: the
/// percentile one stands.
/// </para>
/// <para>
/// Where all resamples agree, as where every answer is right, an interval of no width would claim to know what no image shows: its ends are
/// those of <see cref="RuleOfThree"/>, and <see cref="MetricEstimate.IsWithoutSpread"/> says so.
/// </para>
/// <para>
/// Few seeds: resampling S seeds has (S - 1) / S of their variance and none of Student's correction; of 3 seeds the ends are the smallest
/// and the largest, which hold the median of all platforms 75 % of the time. So from 2 to 5 seeds the interval is Student's
/// (<see cref="IntervalKind.StudentT"/>), which is not blind to shared images either. What each covers was simulated: see
/// <c>CoverageTests</c>.
/// </para>
/// <para>
/// Cost: resamples x images draws (the floor, about 2 ns each; of each drawn seed where images are nested), then for each drawn seed
/// resamples x distinct patterns x conditions.
/// </para>
/// </remarks>
public static class HierarchicalBootstrap
{
    public const int DefaultResamples = 10_000;

    /// <summary>Values that differ by less are equal: sums of images are exact.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The interval that so many seeds have.</summary>
    public static IntervalKind KindOf(int seeds) => seeds switch
    {
        1 => IntervalKind.PercentileOfImages,
        < StudentInterval.EnoughForPercentiles => IntervalKind.StudentT,
        _ => IntervalKind.Percentile,
    };

    /// <param name="seeds">For each seed one for each of its proxies, whose mean is the seed's value.</param>
    /// <param name="statistics">What to estimate.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">
    /// Of the random numbers. Equal seeds give equal estimates, whatever the order of images and the number of threads.
    /// </param>
    /// <param name="threads">Most threads at a time.</param>
    /// <param name="proxies">Of each seed. They are not resampled: what they differ by is in the seeds' spread.</param>
    /// <returns>One estimate for each statistic, in their order.</returns>
    /// <exception cref="ArgumentException">
    /// No seeds, seeds that don't match each other, a statistic of a condition that isn't there, or a seed with fewer proxies, or with
    /// other images for another proxy.
    /// </exception>
    public static IReadOnlyList<MetricEstimate> Run(
        IReadOnlyList<Observations> seeds,
        IReadOnlyList<Statistic> statistics,
        int resamples = DefaultResamples,
        long seed = 0,
        int threads = 1,
        int proxies = 1)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(statistics);
        RequireProxies(seeds, proxies);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var layout = TallyLayout.Of(seeds);
        var observed = SeedTallies.Of(layout, seeds);
        Statistic[] drawn = [.. statistics.Concat(statistics.SelectMany(statistic => statistic.PositiveOnly)).Distinct()];
        // first: a condition that isn't there is named before any work
        var values = drawn.ToDictionary(statistic => statistic, observed.ValueOf);
        var plan = new ResamplingPlan(seeds, layout, proxies);
        var isStudents = KindOf(seeds.Count / proxies) == IntervalKind.StudentT;
        var resampled = new Resamples(plan, drawn, withSeeds: isStudents && plan.AreImagesShared, resamples, seed, threads);
        var estimates = drawn.AsParallel()
            .WithDegreeOfParallelism(threads)
            .Select(statistic => (statistic, EstimateOf(statistic)))
            .ToDictionary();
        return
        [
            .. statistics.Select(
                statistic => statistic.PositiveOnly.All(positive => estimates[positive].Percentile.Low > 0)
                    ? estimates[statistic]
                    : Undefined(estimates[statistic])),
        ];

        MetricEstimate EstimateOf(Statistic statistic)
        {
            var ofResamples = resampled.Of(statistic);
            var percentile = PercentileOf(values[statistic], ofResamples, statistic.Range);
            var undefined = ofResamples.Count(double.IsNaN);
            var student = isStudents && percentile.IsDefined && undefined <= Percentile.Tail * resamples
                ? StudentsOf(statistic, values[statistic], OfSeeds, resampled)
                : null;
            var isSeen = HasSpread(percentile);
            var bounded = isSeen ? percentile : RuleOfThree.Around(statistic, percentile.Value, observed.Each);
            var isStudent = isSeen && student is not null && HasSpread(student);
            return new MetricEstimate(
                statistic.Name,
                statistic.Condition,
                isStudent ? student! : bounded,
                OfSeeds(statistic),
                seeds.Min(outcomes => outcomes.Count),
                seeds.Count / proxies,
                resamples,
                undefined)
            {
                Proxies = proxies,
                Interval = isStudents && !isStudent ? IntervalKind.Percentile : KindOf(seeds.Count / proxies),
                Percentile = bounded,
                IsWithoutSpread = !isSeen && HasSpread(bounded),
            };
        }

        double[] OfSeeds(Statistic statistic) => [.. observed.Each.Chunk(proxies).Select(ofSeed => ofSeed.Average(statistic.ValueOf))];
    }

    private static void RequireProxies(IReadOnlyList<Observations> seeds, int proxies)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(proxies, 1);
        if (seeds.Count % proxies != 0)
        {
            throw new ArgumentException($"{seeds.Count} outcomes are no {proxies} for each seed");
        }

        if (seeds.Chunk(proxies)
            .Index()
            .FirstOrDefault(
                seed => seed.Item.Any(proxy => !proxy.Groups.AsSpan().SequenceEqual(seed.Item[0].Groups))) is { Item: not null } other)
        {
            throw new ArgumentException($"the proxies of seed {other.Index + 1} were tested on different images");
        }
    }

    private static MetricEstimate Undefined(MetricEstimate estimate) => estimate with
    {
        Estimate = Estimate.Undefined,
        Percentile = Estimate.Undefined,
        PerSeed = [.. estimate.PerSeed.Select(_ => double.NaN)],
        IsWithoutSpread = false,
    };

    private static bool HasSpread(Estimate estimate) => !estimate.IsDefined || estimate.High - estimate.Low > Rounding;

    private static Estimate PercentileOf(double value, double[] resampled, ValueRange range)
    {
        if (double.IsNaN(value))
        {
            return Estimate.Undefined;
        }

        var (low, high) = Percentile.Interval(resampled, range);
        return new Estimate(value, low, high);
    }

    private static Estimate StudentsOf(Statistic statistic, double value, Func<Statistic, double[]> ofSeeds, Resamples resampled)
    {
        var (low, high) = statistic.Ratio is var (numerator, denominator)
            ? StudentInterval.OfRatio(
                ofSeeds(numerator),
                ofSeeds(denominator),
                (
                    resampled.Shared(numerator, numerator),
                    resampled.Shared(numerator, denominator),
                    resampled.Shared(denominator, denominator)),
                statistic.Range)
            : StudentInterval.OfMean(ofSeeds(statistic), resampled.Shared(statistic, statistic), statistic.Range);
        return new Estimate(value, low, high);
    }
}
