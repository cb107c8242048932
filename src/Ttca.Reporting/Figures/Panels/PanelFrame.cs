using ScottPlot;
using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>From positions on the axes to points on the canvas.</summary>
/// <param name="Area">The area within the axes.</param>
/// <param name="XRange">What it shows from left to right.</param>
/// <param name="YRange">What it shows from bottom to top.</param>
internal sealed record PanelFrame(SKRect Area, CoordinateRange XRange, CoordinateRange YRange)
{
    public float X(double position) => Area.Left + (float)((position - XRange.Min) / (XRange.Max - XRange.Min)) * Area.Width;

    public float Y(double position) => Area.Bottom - (float)((position - YRange.Min) / (YRange.Max - YRange.Min)) * Area.Height;

    /// <summary>How far apart two positions on the x axis are whose places differ by <paramref name="points"/>.</summary>
    public double XDistance(float points) => points / Area.Width * (XRange.Max - XRange.Min);
}
