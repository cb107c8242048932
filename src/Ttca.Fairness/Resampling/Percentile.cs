namespace Ttca.Fairness;

/// <summary>Quantiles of resampled values, of which some may be undefined.</summary>
internal static class Percentile
{
    /// <summary>Share left out on each side of a 95 % interval.</summary>
    public const double Tail = 0.025;

    /// <summary>
    /// Percentile interval, 95 %. Undefined values (NaN) are counted as the smallest possible value for the lower end and as the largest
    /// for the upper end: the interval holds whatever they might have been.
    /// </summary>
    public static (double Low, double High) Interval(double[] values, ValueRange range)
    {
        var sorted = values.Where(value => !double.IsNaN(value)).ToArray();
        Array.Sort(sorted);
        var undefined = values.Length - sorted.Length;
        return (Quantile(i => i < undefined ? range.Low : sorted[i - undefined], values.Length, Tail),
            Quantile(i => i < sorted.Length ? sorted[i] : range.High, values.Length, 1 - Tail));
    }

    /// <summary>Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996), as numpy.percentile does.</summary>
    private static double Quantile(Func<int, double> ascending, int count, double share)
    {
        var position = share * (count - 1);
        var lower = (int)Math.Floor(position);
        var (a, b) = (ascending(lower), ascending(Math.Min(lower + 1, count - 1)));
        return a == b || position == lower ? a : a + (position - lower) * (b - a);   // equal infinities have no difference
    }
}
