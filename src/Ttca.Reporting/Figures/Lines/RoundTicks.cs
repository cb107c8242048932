using System.Globalization;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>Marks at round values: multiples of 1, 2 or 5 times a power of ten, all with as many decimals as their step.</summary>
internal static class RoundTicks
{
    private static readonly double[] Round = [1, 2, 5, 10];

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

    private static double Step(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return Round.Select(m => m * power).First(step => step >= atLeast * (1 - 1e-9));
    }
}
