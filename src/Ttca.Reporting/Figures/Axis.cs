using System.Globalization;

namespace Ttca.Reporting.Figures;

public enum AxisScale
{
    Linear,

    /// <summary>Equal ratios are equal distances; values must be above 0.</summary>
    Logarithmic,
}

/// <summary>One axis of a panel.</summary>
public sealed record Axis
{
    /// <summary>What is shown, with its unit if it has one, such as <c>members of the collective</c>.</summary>
    public required string Title { get; init; }

    public AxisScale Scale { get; init; } = AxisScale.Linear;

    /// <summary>Where the axis is marked. Empty: at the x values of the data, or at round y values.</summary>
    public IReadOnlyList<AxisTick> Ticks { get; init; } = [];

    /// <summary>Least value shown; null: what the data need.</summary>
    public double? Minimum { get; init; }

    /// <summary>Greatest value shown; null: what the data need.</summary>
    public double? Maximum { get; init; }

    /// <summary>
    /// Where all that is shown lies above this, the axis begins just beneath that instead of at <see cref="Minimum"/>, and a break says so:
    /// a plot of accuracies that begins at 0 hides in its upper part what there is to see. Null: it begins where it says.
    /// </summary>
    public double? BreakAbove { get; init; }

    /// <summary>That of what is mostly a share, such as an accuracy.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="minimum">
    /// Least value shown; null: what the data need. An axis that would begin at 0 has a break where all lies above one half.
    /// </param>
    public static Axis OfShare(string title, double? minimum = null) =>
        new() { Title = title, Minimum = minimum, BreakAbove = minimum == 0 ? 0.5 : null };

    /// <summary>Whether it has a break in a panel of these values.</summary>
    internal bool IsBroken(IEnumerable<double> shown) =>
        BreakAbove is { } least && shown.Where(CanShow).DefaultIfEmpty(least).All(value => value > least);

    /// <summary>The axis of a panel of these values, without a minimum where it has a break.</summary>
    internal Axis For(IReadOnlyCollection<double> shown) => IsBroken(shown) ? this with { Minimum = null } : this;

    internal bool CanShow(double value) => double.IsFinite(value) && (Scale == AxisScale.Linear || value > 0);

    /// <summary>Where a value stands on a linear ruler.</summary>
    internal double Position(double value) => Scale == AxisScale.Linear ? value : Math.Log10(value);
}

/// <summary>A mark on an axis.</summary>
/// <param name="Value">In the axis' unit.</param>
/// <param name="Label">What stands beside it.</param>
public sealed record AxisTick(double Value, string Label)
{
    internal const char Minus = '−';

    /// <summary>A value as it is: <c>1,000</c>, <c>0.25</c>, <c>−0.5</c> (with a true minus sign).</summary>
    public static AxisTick At(double value) =>
        new(value, value.ToString("#,0.######", CultureInfo.InvariantCulture).Replace('-', Minus));
}
