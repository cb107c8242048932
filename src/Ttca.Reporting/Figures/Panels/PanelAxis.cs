using ScottPlot;
using Ttca.Fairness;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>An axis as a panel shows it.</summary>
/// <param name="Axis">Scale and title.</param>
/// <param name="Range">What it shows, in positions (<see cref="Figures.Axis.Position"/>).</param>
/// <param name="Ticks">The marks, and the lines across the panel at them.</param>
internal sealed record PanelAxis(Axis Axis, CoordinateRange Range, IReadOnlyList<AxisTick> Ticks)
{
    /// <summary>Whether there are lines across the panel at the marks.</summary>
    public bool HasGrid { get; init; } = true;

    /// <summary>Whether there is a line along it.</summary>
    public bool HasLine { get; init; } = true;

    /// <summary>Whether it begins above a 0 that would be expected.</summary>
    public bool IsBroken => Axis.BreakAbove is not null && Range.Min > 0;

    /// <summary>Of what has places but no values.</summary>
    public static PanelAxis Of(string title, double min, double max) =>
        new(new Axis { Title = title }, new CoordinateRange(min, max), []) { HasGrid = false };

    /// <summary>Whether a value stands within the panel.</summary>
    public bool Shows(double value) => Axis.CanShow(value) && !End(value).IsBeyond;

    /// <summary>Whether an interval goes on beyond the panel.</summary>
    public bool IsOpen(
        Estimate interval) =>
            !double.IsNaN(interval.Low) && !double.IsNaN(interval.High) && (End(interval.Low).IsBeyond || End(interval.High).IsBeyond);

    /// <summary>Where an end of an interval stands, or the panel's edge for one beyond it.</summary>
    public (double Position, bool IsBeyond) End(double value)
    {
        var position = Axis.CanShow(value) ? Axis.Position(value) : value > 0 ? double.PositiveInfinity : double.NegativeInfinity;
        return (Math.Clamp(position, Range.Min, Range.Max), position < Range.Min || position > Range.Max);
    }
}
