namespace Ttca.Fairness;

/// <summary>
/// Correction for several comparisons (Holm: A simple sequentially rejective multiple test procedure, 1979): the probability of one false
/// finding or more among all of them is at most the level, whatever their dependence.
/// </summary>
/// <remarks>As R's <c>p.adjust(method = "holm")</c> and statsmodels' <c>multipletests(method="holm")</c>.</remarks>
public static class Holm
{
    /// <param name="pValues">From 0 to 1; NaN: undefined, a comparison that couldn't be made and isn't counted.</param>
    /// <returns>
    /// Adjusted, in their order: the i-th smallest of m times m - i + 1, at most 1, and never smaller than that of a smaller p. Undefined
    /// stays undefined.
    /// </returns>
    /// <exception cref="ArgumentException">One is below 0 or above 1.</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        if (pValues.Any(p => p is < 0 or > 1))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{pValues.First(p => p is < 0 or > 1)} is no p-value: they are from 0 to 1"), nameof(pValues));
        }

        double[] adjusted = [.. pValues];
        int[] ascending = [.. Enumerable.Range(0, adjusted.Length).Where(i => !double.IsNaN(pValues[i])).OrderBy(i => pValues[i])];
        var largest = 0.0;
        for (var i = 0; i < ascending.Length; i++)
        {
            largest = Math.Max(largest, Math.Min(1, (ascending.Length - i) * pValues[ascending[i]]));
            adjusted[ascending[i]] = largest;
        }

        return adjusted;
    }
}
