using SkiaSharp;

namespace Ttca.Reporting.Figures;

/// <summary>
/// A figure of the paper: says how large it is in print and draws itself on a canvas; the formats follow from that.
/// A new kind of figure is one subclass.
/// </summary>
public abstract record Figure
{
    /// <summary>Width in print, in millimetres: both columns of a two-column paper.</summary>
    public const float WidthMillimetres = 178;

    /// <summary>Resolution of the PNG at the figure's size in print.</summary>
    public const int PngDotsPerInch = 300;

    internal const float PointsPerMillimetre = 72f / 25.4f;

    /// <summary>Room to draw in from left to right, in points (1/72 inch): the unit of the canvas.</summary>
    protected const float Width = WidthMillimetres * PointsPerMillimetre - 2 * Margin;

    /// <summary>Around everything, so that half of a line on the edge isn't cut off; in points.</summary>
    private const float Margin = 2;

    /// <summary>What the figure shows, in one line; the title of the PDF and SVG, not drawn.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// Draws a PDF (vector, fonts embedded: for LaTeX), an SVG (vector, text as outlines: for web pages; looks the same without any font
    /// installed) and a PNG (pixels, <see cref="PngDotsPerInch"/>: for a README or slides), in this order.
    /// </summary>
    /// <param name="missing">
    /// Signs that no font of this machine has, with the codes that are drawn in their place: <c>猫 (U+732B)</c>.
    /// </param>
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
            new("pdf", FigureWriter.Pdf(Title, size, Draw)),
            new("svg", FigureWriter.Svg(Title, size, Draw)),
            new("png", FigureWriter.Png(size, Draw)),
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

/// <summary>A rendered figure in one format.</summary>
/// <param name="Extension">The file name's, without a dot: <c>pdf</c>, <c>svg</c> or <c>png</c>.</param>
/// <param name="Bytes">The whole file: equal figures give equal bytes.</param>
public sealed record FigureFile(string Extension, byte[] Bytes);
