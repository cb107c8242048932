using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>The axes of a panel, drawn by ScottPlot in the style of the paper.</summary>
internal static class PanelAxes
{
    /// <summary>Beneath the panel for marks, their labels and the title.</summary>
    public const float BottomMargin = 30;

    /// <summary>Right of the panel, for half of the last label.</summary>
    public const float RightMargin = 6;

    private const float AxisTitleRoom = 16;     // left of the tick labels
    private const float TickRoom = 6;
    private static readonly Color Ink = Color.FromSKColor(CanvasText.Ink);

    /// <summary>Left of the panel, for a title and the labels of marks.</summary>
    public static float LeftMargin(IReadOnlyList<AxisTick> ticks) =>
        AxisTitleRoom + TickRoom + ticks.Select(t => CanvasText.Width(t.Label, TextSize.Small)).DefaultIfEmpty(0).Max();

    /// <summary>A plot without data. The caller disposes it.</summary>
    /// <param name="margins">Around the area within the axes.</param>
    /// <param name="frame">What the axes show.</param>
    /// <param name="x">Null: a line without marks.</param>
    /// <param name="y">Null: a line without marks.</param>
    public static Plot Create(PixelPadding margins, PanelFrame frame, PanelAxis? x, PanelAxis? y)
    {
        var plot = new Plot();
        plot.RenderManager.ClearCanvasBeforeEachRender = false;     // it clears the other panels too
        plot.Layout.Fixed(margins);
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.SetLimits(frame.XRange, frame.YRange);
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        Style(plot.Axes.Bottom, plot.Grid.XAxisStyle, x);
        Style(plot.Axes.Left, plot.Grid.YAxisStyle, y);
        return plot;
    }

    /// <summary>Draws a plot at its place.</summary>
    /// <param name="plot">With its data.</param>
    /// <param name="canvas">In points.</param>
    /// <param name="place">The area within the axes and the margins around it.</param>
    public static void Render(Plot plot, SKCanvas canvas, SKRect place)
    {
        plot.RenderInMemory((int)place.Width, (int)place.Height);   // a plot's first rendering draws twice, which doubles what is translucent
        plot.Render(canvas, new PixelRect(place.Left, place.Right, place.Bottom, place.Top));
    }

    private static void Style(IAxis axis, GridStyle grid, PanelAxis? shown)
    {
        axis.TickGenerator = new NumericManual((shown?.Ticks ?? []).Select(t => new Tick(shown!.Axis.Position(t.Value), t.Label)).ToArray());
        axis.Label.Text = shown?.Axis.Title ?? "";
        foreach (var (label, size) in new[] { (axis.Label, TextSize.Normal), (axis.TickLabelStyle, TextSize.Small) })
        {
            label.FontName = PaperFont.Family;
            label.FontSize = size;
            label.Bold = false;
            label.ForeColor = Ink;
        }

        axis.FrameLineStyle.Width = 0.7f;
        axis.FrameLineStyle.Color = Ink;
        axis.MajorTickStyle.Length = 3;
        axis.MajorTickStyle.Width = 0.7f;
        axis.MajorTickStyle.Color = Ink;
        grid.IsVisible = shown is { HasGrid: true };
        grid.MajorLineStyle.Color = Colors.Black.WithAlpha(0.1);
        grid.MajorLineStyle.Width = 0.5f;
    }
}

/// <summary>An axis with its marks.</summary>
/// <param name="Axis">Scale and title.</param>
/// <param name="Ticks">The marks.</param>
/// <param name="HasGrid">Lines across the panel at the marks.</param>
internal sealed record PanelAxis(Axis Axis, IReadOnlyList<AxisTick> Ticks, bool HasGrid);
