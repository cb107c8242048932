namespace Ttca.Fairness;

/// <summary>How a gap of each class (one against the rest) becomes one number.</summary>
public enum OverClasses
{
    /// <summary>The largest gap. Biased upwards when there are many classes or few images.</summary>
    Maximum,

    /// <summary>The mean gap, every class with the same weight.</summary>
    Mean,
}

internal static class OverClassesExtensions
{
    public static string Suffix(this OverClasses over) => over == OverClasses.Maximum ? "max" : "mean";

    /// <summary>NaN if the gap of any of these classes is, or there is none.</summary>
    public static double Of(this OverClasses over, ReadOnlySpan<double> gaps, ReadOnlySpan<int> classes)
    {
        var (largest, sum) = (double.NegativeInfinity, 0.0);
        foreach (var @class in classes)
        {
            largest = Math.Max(largest, gaps[@class]);
            sum += gaps[@class];
        }

        return classes.IsEmpty ? double.NaN : over == OverClasses.Maximum ? largest : sum / classes.Length;
    }
}
