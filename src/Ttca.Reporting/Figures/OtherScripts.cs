using System.Collections.Concurrent;
using System.Globalization;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Ttca.Reporting.Figures;

/// <summary>
/// Text that <see cref="PaperFont"/> lacks signs for, such as names in Chinese or Hebrew: these are set in a font of this machine and drawn
/// as outlines, so that whoever looks at the figure needs no font. A sign that no font here has is written as its code, <c>U+732B</c>.
/// </summary>
/// <remarks>
/// Such a figure looks as the fonts of the machine that drew it do: the one thing of a figure that isn't the same everywhere.
/// </remarks>
internal static class OtherScripts
{
    /// <summary>Of families that have a sign, one for the screen and without serifs is taken before others.</summary>
    private static readonly string[] Preferred = ["Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Segoe UI", "Helvetica"];

    private static readonly Lazy<IReadOnlyList<SKTypeface>> Installed = new(Find);
    private static readonly ConcurrentDictionary<string, SKTypeface?> Known = new(StringComparer.Ordinal);

    [ThreadStatic]
    private static SortedSet<string>? _missing;

    /// <summary>Runs something that draws, and says which signs no font here has.</summary>
    public static IReadOnlyCollection<string> MissingIn(Action draw)
    {
        var before = _missing;
        var mine = _missing = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            draw();
            return mine;
        }
        finally
        {
            _missing = before;
        }
    }

    /// <summary>The text in pieces, each of which one font has all signs of.</summary>
    /// <param name="text">One line.</param>
    /// <param name="font">The font that is wanted.</param>
    public static IReadOnlyList<Piece> PiecesOf(string text, SKFont font)
    {
        var pieces = new List<Piece>();
        Piece? space = null;
        foreach (string sign in StringInfo.GetTextElementEnumerator(LatexText.Composed(text)).AsEnumerable())
        {
            if (sign == " " && pieces is [.., { Font: { } }] && space is null)
            {
                // within the piece, if this goes on: words of a script that is read from the right have another order
                space = new Piece(sign, null);
                continue;
            }

            var piece = PieceOf(sign, font);
            if (space is not null && piece.Font != pieces[^1].Font)
            {
                pieces.Add(space);
                space = null;
            }

            if (pieces.Count > 0 && pieces[^1].Font == piece.Font)
            {
                pieces[^1] = piece with { Text = pieces[^1].Text + space?.Text + piece.Text };
            }
            else
            {
                pieces.Add(piece);
            }

            space = null;
        }

        if (space is not null)
        {
            pieces.Add(space);
        }

        return pieces;
    }

    private static Piece PieceOf(string sign, SKFont font)
    {
        if (font.ContainsGlyphs(sign))
        {
            return new Piece(sign, null);
        }

        if (Known.GetOrAdd(sign, FontOf) is { } other)
        {
            return new Piece(sign, other);
        }

        var codes = CodesOf(sign);
        _missing?.Add($"{sign} ({codes})");
        return new Piece(codes, null);
    }

    /// <summary>The family of a font of this machine that has all of these signs; null where there is none.</summary>
    public static string? FamilyOf(string signs) => FontOf(signs)?.FamilyName;

    private static SKTypeface? FontOf(string sign) => Installed.Value.FirstOrDefault(font => font.ContainsGlyphs(sign));

    private static string CodesOf(string sign) => string.Join(' ', sign.EnumerateRunes().Select(rune => $"U+{rune.Value:X4}"));

    private static IReadOnlyList<SKTypeface> Find() =>
    [
        .. from family in SKFontManager.Default.FontFamilies.Distinct()
           orderby Rank(family), family.Length, family
           let font = SKFontManager.Default.MatchFamily(family)
           where font is not null
           select font,
    ];

    private static int Rank(string family) =>
        Array.FindIndex(Preferred, name => family.StartsWith(name, StringComparison.Ordinal)) is var place and >= 0
            ? place
            : Preferred.Length;

    private static IEnumerable<string> AsEnumerable(this TextElementEnumerator elements)
    {
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }

    /// <summary>A part of a line.</summary>
    /// <param name="Text">Its signs, as they are read.</param>
    /// <param name="Font">Of this machine; null: the font that was wanted.</param>
    internal sealed record Piece(string Text, SKTypeface? Font)
    {
        /// <summary>Its outlines, from (0, 0) on, and its width: letters joined and in the order of their script.</summary>
        public (SKPath Outline, float Width) Shape(float size)
        {
            using var font = new SKFont(Font!, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };
            using var shaper = new SKShaper(Font!);
            var shaped = shaper.Shape(Text, font);
            var outline = new SKPath();
            for (int i = 0; i < shaped.Codepoints.Length; i++)
            {
                using var glyph = font.GetGlyphPath((ushort)shaped.Codepoints[i]);     // null for a space
                if (glyph is not null)
                {
                    outline.AddPath(glyph, shaped.Points[i].X, shaped.Points[i].Y);
                }
            }

            return (outline, shaped.Width);
        }
    }
}
