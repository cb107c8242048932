using System.Globalization;
using SkiaSharp;

namespace Ttca.Reporting.Figures;

/// <summary>Sizes of text in print, in points. None is below 7, the least that journals accept.</summary>
internal static class TextSize
{
    public const float Small = 7f;
    public const float Normal = 8f;

    /// <summary>From one baseline of small text to the next.</summary>
    public const float SmallLeading = 8.4f;
}

/// <summary>Text on a canvas in <see cref="PaperFont"/>, and in <see cref="OtherScripts"/> where that lacks a sign.</summary>
internal static class CanvasText
{
    private const float Rounding = 0.01f;    // a width that was measured must fit into itself

    public static readonly SKColor Ink = new(0x22, 0x22, 0x22);

    /// <summary>Width in points.</summary>
    public static float Width(string text, float size, bool bold = false)
    {
        using var font = PaperFont.Create(size, bold);
        return Width(text, font);
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
        SKCanvas canvas,
        string text,
        float x,
        float baseline,
        float size,
        bool bold = false,
        SKTextAlign align = SKTextAlign.Left,
        SKColor? colour = null)
    {
        using var font = PaperFont.Create(size, bold);
        using var paint = new SKPaint { Color = colour ?? Ink, IsAntialias = true };
        if (font.ContainsGlyphs(text))
        {
            canvas.DrawText(text, x, baseline, align, font, paint);
            return;
        }

        x -= align switch { SKTextAlign.Left => 0, SKTextAlign.Center => Width(text, font) / 2, _ => Width(text, font) };
        foreach (var piece in OtherScripts.PiecesOf(text, font))
        {
            x += Draw(canvas, piece, x, baseline, font, paint);
        }
    }

    /// <summary>Draws lines beneath each other.</summary>
    /// <param name="canvas">In points.</param>
    /// <param name="lines">One by one.</param>
    /// <param name="x">As of one line.</param>
    /// <param name="first">Baseline of the first line.</param>
    /// <param name="leading">From one baseline to the next.</param>
    /// <param name="size">In points.</param>
    /// <param name="align">What <paramref name="x"/> is.</param>
    /// <param name="colour">Default: <see cref="Ink"/>.</param>
    public static void DrawLines(
        SKCanvas canvas,
        IReadOnlyList<string> lines,
        float x,
        float first,
        float leading,
        float size,
        SKTextAlign align = SKTextAlign.Left,
        SKColor? colour = null)
    {
        foreach (var (i, line) in lines.Index())
        {
            Draw(canvas, line, x, first + i * leading, size, align: align, colour: colour);
        }
    }

    /// <summary>Breaks a text at spaces into lines no wider than <paramref name="width"/> points; a longer word stands alone.</summary>
    public static IReadOnlyList<string> Wrap(string text, float width, float size, bool bold = false)
    {
        using var font = PaperFont.Create(size, bold);
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && Width($"{lines[^1]} {word}", font) <= width + Rounding)
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
        while (word.Length > 1 && Width(word, font) > width + Rounding)
        {
            int[] ends = [.. StringInfo.ParseCombiningCharacters(word).Skip(1), word.Length];      // never within a sign
            var length = ends.TakeWhile(n => n == ends[0] || Width(word[..n], font) <= width + Rounding).Last();
            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }

    private static float Width(string text, SKFont font) => font.ContainsGlyphs(text)
        ? font.MeasureText(text)
        : OtherScripts.PiecesOf(text, font).Sum(piece => piece.Font is null ? font.MeasureText(piece.Text) : WidthOf(piece, font.Size));

    private static float WidthOf(OtherScripts.Piece piece, float size)
    {
        var (outline, width) = piece.Shape(size);
        outline.Dispose();
        return width;
    }

    /// <returns>Its width.</returns>
    private static float Draw(SKCanvas canvas, OtherScripts.Piece piece, float x, float baseline, SKFont font, SKPaint paint)
    {
        if (piece.Font is null)
        {
            canvas.DrawText(piece.Text, x, baseline, SKTextAlign.Left, font, paint);
            return font.MeasureText(piece.Text);
        }

        var (outline, width) = piece.Shape(font.Size);
        using (outline)
        {
            outline.Offset(x, baseline);
            canvas.DrawPath(outline, paint);
        }

        return width;
    }
}
