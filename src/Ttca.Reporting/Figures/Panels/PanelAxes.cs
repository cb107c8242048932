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
    public static Plot Create(PanelLayout layout)
    {
        var plot = Blank(layout.X.Range, layout.Y.Range);
        plot.Layout.Fixed(layout.Margins);
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        Style(plot.Axes.Bottom, plot.Grid.XAxisStyle, layout.X);
        Style(plot.Axes.Left, plot.Grid.YAxisStyle, layout.Y);
        return plot;
    }

    /// <summary>
    /// A plot without axes whose marks are placed in points, from the upper left corner to the right and, below 0, down. The caller
    /// disposes it.
    /// </summary>
    public static Plot CreateInPoints(SKSize size)
    {
        var plot = Blank(new CoordinateRange(0, size.Width), new CoordinateRange(-size.Height, 0));
        plot.Layout.Frameless();
        plot.HideGrid();
        return plot;
    }

    /// <summary>Draws a plot at its place.</summary>
    /// <param name="plot">With its data.</param>
    /// <param name="canvas">In points.</param>
    /// <param name="place">The area within the axes and the margins around it.</param>
    public static void Render(Plot plot, SKCanvas canvas, SKRect place)
    {
        // a plot's first rendering draws twice, which doubles what is translucent
        plot.RenderInMemory((int)place.Width, (int)place.Height);
        plot.Render(canvas, new PixelRect(place.Left, place.Right, place.Bottom, place.Top));
    }

    private static Plot Blank(CoordinateRange x, CoordinateRange y)
    {
        var plot = new Plot();
        plot.RenderManager.ClearCanvasBeforeEachRender = false;     // it clears the other panels too
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.SetLimits(x, y);
        return plot;
    }

    private static void Style(IAxis axis, GridStyle grid, PanelAxis shown)
    {
        axis.TickGenerator = new NumericManual(shown.Ticks.Select(t => new Tick(shown.Axis.Position(t.Value), t.Label)).ToArray());
        axis.Label.Text = shown.Axis.Title;
        foreach (var (label, size) in new[] { (axis.Label, TextSize.Normal), (axis.TickLabelStyle, TextSize.Small) })
        {
            label.FontName = PaperFont.Family;
            label.FontSize = size;
            label.Bold = false;
            label.ForeColor = Ink;
        }

        axis.FrameLineStyle.Width = shown.HasLine ? 0.7f : 0;
        axis.FrameLineStyle.Color = Ink;
        axis.MajorTickStyle.Length = 3;
        axis.MajorTickStyle.Width = 0.7f;
        axis.MajorTickStyle.Color = Ink;
        grid.IsVisible = shown.HasGrid;
        grid.MajorLineStyle.Color = Colors.Black.WithAlpha(0.1);
        grid.MajorLineStyle.Width = 0.5f;
    }
}
