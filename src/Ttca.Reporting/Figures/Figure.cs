using SkiaSharp;

namespace Ttca.Reporting.Figures;

/// <summary>
/// A figure of the paper: says how large it is in print and draws itself on a canvas; the formats follow from that.
/// A new kind of figure is one subclass.
/// </summary>
public abstract record Figure
{
    /// <summary>Width of one column of a two-column paper, in millimetres.</summary>
    public const double SingleColumn = 85;

    /// <summary>Width of both columns of a two-column paper, in millimetres.</summary>
    public const double DoubleColumn = 178;

    /// <summary>Resolution of the PNG at the figure's size in print.</summary>
    public const int PngDotsPerInch = 300;

    internal const float PointsPerMillimetre = 72f / 25.4f;

    /// <summary>Around everything, so that half of a line on the edge isn't cut off; in points.</summary>
    private const float Margin = 2;

    /// <summary>What the figure shows, in one line; the title of the PDF and SVG, not drawn.</summary>
    public required string Title { get; init; }

    /// <summary>Width in print, in millimetres. Text keeps its size in points whatever the width.</summary>
    /// <value>178: both columns of a two-column paper.</value>
    public double WidthMillimetres { get; init; } = DoubleColumn;

    /// <summary>Room to draw in from left to right, in points (1/72 inch): the unit of the canvas.</summary>
    protected float Width => (float)WidthMillimetres * PointsPerMillimetre - 2 * Margin;

    /// <summary>Draws PDF, SVG and PNG, in this order.</summary>
    /// <param name="missing">Signs that no font of this machine has, with the codes that are drawn in their place: <c>猫 (U+732B)</c>.</param>
    /// <exception cref="ArgumentException">The figure's data cannot be drawn; the message says which and why.</exception>
    public IReadOnlyList<FigureFile> Render(out IReadOnlyCollection<string> missing)
    {
        IReadOnlyList<FigureFile> files = [];
        missing = OtherScripts.MissingIn(() => files = Render());
        return files;
    }

    /// <inheritdoc cref="Render(out IReadOnlyCollection{string})"/>
    public IReadOnlyList<FigureFile> Render()
    {
        var layout = Arrange();
        var size = new SKSize(Width + 2 * Margin, layout.Height + 2 * Margin);
        return
        [
            new(FigureFormat.Pdf, FigureWriter.Pdf(Title, size, Draw)),
            new(FigureFormat.Svg, FigureWriter.Svg(Title, size, Draw)),
            new(FigureFormat.Png, FigureWriter.Png(size, Draw)),
        ];

        void Draw(SKCanvas canvas)
        {
            canvas.Translate(Margin, Margin);
            layout.Draw(canvas);
        }
    }

    /// <summary>Checks the data and decides where everything goes at the figure's <see cref="Width"/>.</summary>
    protected abstract FigureLayout Arrange();
}

/// <summary>Where everything goes in a figure.</summary>
/// <param name="Height">Height in points.</param>
/// <param name="Draw">Draws the figure; the canvas is in points from the upper left corner. Called once per format.</param>
public sealed record FigureLayout(float Height, Action<SKCanvas> Draw);
