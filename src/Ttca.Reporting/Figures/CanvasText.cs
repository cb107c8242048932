using SkiaSharp;

namespace Ttca.Reporting.Figures;

/// <summary>Sizes of text in print, in points. None is below 7, the least that journals accept.</summary>
internal static class TextSize
{
    public const float Small = 7f;
    public const float Normal = 8f;
}

/// <summary>Text on a canvas in <see cref="PaperFont"/>.</summary>
internal static class CanvasText
{
    private const float Rounding = 0.01f;    // a width that was measured must fit into itself

    public static readonly SKColor Ink = new(0x22, 0x22, 0x22);

    /// <summary>Width in points.</summary>
    public static float Width(string text, float size, bool bold = false)
    {
        using var font = PaperFont.Create(size, bold);
        return font.MeasureText(text);
    }

    /// <summary>Draws one line of text.</summary>
    /// <param name="canvas">In points.</param>
    /// <param name="text">One line.</param>
    /// <param name="x">The left end, centre or right end, as <paramref name="align"/> says.</param>
    /// <param name="baseline">The y of the line that letters stand on.</param>
    /// <param name="size">In points.</param>
    /// <param name="bold">Bold face.</param>
    /// <param name="align">What <paramref name="x"/> is.</param>
    /// <param name="colour">Default: <see cref="Ink"/>.</param>
    public static void Draw(
        SKCanvas canvas, string text, float x, float baseline, float size, bool bold = false, SKTextAlign align = SKTextAlign.Left, SKColor? colour = null)
    {
        using var font = PaperFont.Create(size, bold);
        using var paint = new SKPaint { Color = colour ?? Ink, IsAntialias = true };
        canvas.DrawText(text, x, baseline, align, font, paint);
    }

    /// <summary>Breaks a text at spaces into lines no wider than <paramref name="width"/> points; a longer word stands alone.</summary>
    public static IReadOnlyList<string> Wrap(string text, float width, float size, bool bold = false)
    {
        using var font = PaperFont.Create(size, bold);
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && font.MeasureText($"{lines[^1]} {word}") <= width + Rounding)
            {
                lines[^1] += " " + word;
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    /// <summary>As <see cref="Wrap"/>, but a word that is too long is broken too.</summary>
    public static IReadOnlyList<string> WrapWithin(string text, float width, float size)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => string.Join(' ', Pieces(word, width, size)));
        return Wrap(string.Join(' ', words), width, size);
    }

    private static IEnumerable<string> Pieces(string word, float width, float size)
    {
        using var font = PaperFont.Create(size);
        while (word.Length > 1 && font.MeasureText(word) > width + Rounding)
        {
            var length = Enumerable.Range(1, word.Length - 1).Last(n => n == 1 || font.MeasureText(word.AsSpan(0, n)) <= width + Rounding);
            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }
}
