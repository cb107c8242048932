using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>The title above a panel, in as many lines as it needs.</summary>
internal sealed class PanelTitle
{
    private const float Leading = 10;
    private const float Above = 4;

    private readonly IReadOnlyList<string> _lines;

    /// <param name="title">Without a letter.</param>
    /// <param name="letter">Of the panel; null for an only one.</param>
    /// <param name="width">Room for it, in points.</param>
    public PanelTitle(string title, char? letter, float width) =>
        _lines = CanvasText.Wrap(letter is null ? title : $"({letter}) {title}", width, TextSize.Normal, bold: true);

    /// <summary>In points.</summary>
    public float Height => Above + Math.Max(1, _lines.Count) * Leading;

    public void Draw(SKCanvas canvas, SKPoint upperLeft)
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            CanvasText.Draw(canvas, _lines[i], upperLeft.X, upperLeft.Y + Above + (i + 1) * Leading - 5, TextSize.Normal, bold: true);
        }
    }
}
