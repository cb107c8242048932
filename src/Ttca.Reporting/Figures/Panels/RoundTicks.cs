using System.Globalization;
using ScottPlot;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>Marks at round values: multiples of 1, 2 or 5 times a power of ten, all with as many decimals as their step.</summary>
internal static class RoundTicks
{
    private static readonly double[] Round = [1, 2, 5, 10];

    /// <summary>At round values of any axis.</summary>
    /// <param name="axis">Says the scale.</param>
    /// <param name="range">What the axis shows, in positions.</param>
    /// <param name="most">Steps between marks.</param>
    public static IReadOnlyList<AxisTick> On(Axis axis, CoordinateRange range, int most) =>
        axis.Scale == AxisScale.Linear ? Between(range.Min, range.Max, most) : Powers(range, most);

    /// <summary>The multiples within [low, high] of the smallest round step that gives at most <paramref name="most"/> steps.</summary>
    public static IReadOnlyList<AxisTick> Between(double low, double high, int most)
    {
        var step = Step((high - low) / most);
        var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var first = (long)Math.Ceiling(low / step - 1e-9);
        var last = (long)Math.Floor(high / step + 1e-9);
        var ticks = new List<AxisTick>();
        for (var i = first; i <= last; i++)
        {
            var value = Math.Round(i * step, decimals);     // 3 * 0.1 is 0.30000000000000004
            ticks.Add(new AxisTick(value, value.ToString("N" + decimals, CultureInfo.InvariantCulture).Replace('-', AxisTick.Minus)));
        }

        return ticks;
    }

    /// <summary>1, 2 and 5 times the powers of ten, or those alone where that would be too many.</summary>
    private static List<AxisTick> Powers(CoordinateRange range, int most)
    {
        var exponents = Enumerable.Range(
            (int)Math.Floor(range.Min), (int)Math.Ceiling(range.Max) - (int)Math.Floor(range.Min) + 1).ToList();
        var all = exponents.SelectMany(exponent => Round[..3].Select(m => m * Math.Pow(10, exponent))).ToList();
        var within = all.Where(value => Math.Log10(value) >= range.Min - 1e-9 && Math.Log10(value) <= range.Max + 1e-9).ToList();
        return within.Where(value => within.Count <= most + 1 || exponents.Any(e => Math.Abs(Math.Log10(value) - e) < 1e-9))
            .Select(AxisTick.At)
            .ToList();
    }

    private static double Step(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return Round.Select(m => m * power).First(step => step >= atLeast * (1 - 1e-9));
    }
}
