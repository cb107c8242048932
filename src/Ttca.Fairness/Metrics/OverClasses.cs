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

    /// <summary>NaN if the gap of any class is.</summary>
    public static double Of(this OverClasses over, ReadOnlySpan<double> gaps)
    {
        var (largest, sum) = (double.NegativeInfinity, 0.0);
        foreach (var gap in gaps)
        {
            largest = Math.Max(largest, gap);
            sum += gap;
        }

        return over == OverClasses.Maximum ? largest : sum / gaps.Length;
    }
}
