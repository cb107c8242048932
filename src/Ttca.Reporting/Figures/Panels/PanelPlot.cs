using ScottPlot;
using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>Sizes of a panel and what its axes show.</summary>
/// <param name="Title">Above it.</param>
/// <param name="X">From left to right.</param>
/// <param name="Y">From bottom to top.</param>
/// <param name="Margins">Around the area within the axes, in points; the upper one holds the title.</param>
/// <param name="Area">The area within the axes, in points.</param>
internal sealed record PanelLayout(PanelTitle Title, PanelAxis X, PanelAxis Y, PixelPadding Margins, SKSize Area);

/// <summary>
/// One panel: ScottPlot draws axes and marks; whatever stands beside the axes or is placed around the marks is set on top.
/// </summary>
internal abstract class PanelPlot(PanelLayout layout)
{
    protected PanelAxis X => layout.X;

    protected PanelAxis Y => layout.Y;

    /// <summary>In points, with the title.</summary>
    public float Height => layout.Margins.Top + layout.Area.Height + layout.Margins.Bottom;

    /// <summary>In points: panels side by side begin at one height beneath their titles.</summary>
    public float TitleHeight => layout.Title.Height;

    /// <param name="canvas">In points.</param>
    /// <param name="origin">The panel's upper left corner.</param>
    public void Draw(SKCanvas canvas, SKPoint origin)
    {
        var frame = new PanelFrame(
            SKRect.Create(origin + new SKPoint(layout.Margins.Left, layout.Margins.Top), layout.Area), X.Range, Y.Range);
        using var plot = PanelAxes.Create(layout);
        var marks = new Marks(plot);
        Add(marks, frame);
        PanelAxes.Render(
            plot, canvas, SKRect.Create(origin.X, origin.Y, layout.Margins.Left + layout.Area.Width + layout.Margins.Right, Height));

        layout.Title.Draw(canvas, new SKPoint(frame.Area.Left, origin.Y));
        if (X.IsBroken || Y.IsBroken)
        {
            AxisBreak.Draw(canvas, new SKPoint(frame.Area.Left, frame.Area.Bottom), Y.IsBroken ? new SKPoint(0, -1) : new SKPoint(1, 0));
        }

        DrawText(canvas, frame, marks);
    }

    /// <summary>Adds all marks.</summary>
    protected abstract void Add(Marks marks, PanelFrame frame);

    /// <summary>Draws labels that ScottPlot has no place for.</summary>
    protected abstract void DrawText(SKCanvas canvas, PanelFrame frame, Marks marks);
}

/// <summary>From positions on the axes to points on the canvas.</summary>
/// <param name="Area">The area within the axes.</param>
/// <param name="XRange">What it shows from left to right.</param>
/// <param name="YRange">What it shows from bottom to top.</param>
internal sealed record PanelFrame(SKRect Area, CoordinateRange XRange, CoordinateRange YRange)
{
    public float X(double position) => Area.Left + (float)((position - XRange.Min) / XRange.Length) * Area.Width;

    public float Y(double position) => Area.Bottom - (float)((position - YRange.Min) / YRange.Length) * Area.Height;

    /// <summary>How far apart two positions on the x axis are whose places differ by <paramref name="points"/>.</summary>
    public double XDistance(float points) => points / Area.Width * XRange.Length;

    /// <summary>The same of the y axis.</summary>
    public double YDistance(float points) => points / Area.Height * YRange.Length;
}
