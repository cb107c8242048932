using SkiaSharp;

namespace Ttca.Reporting.Figures.Grids;

/// <summary>Right and wrong, told apart without colour too: by sign and frame.</summary>
internal static class VerdictMark
{
    /// <summary>Room for the sign before a caption, in points.</summary>
    public const float Width = 7.5f;

    public static SKColor Colour(Verdict verdict) => verdict switch
    {
        Verdict.Correct => new SKColor(0x00, 0x7A, 0x5A),   // Okabe and Ito's green and vermillion, darkened for small text
        Verdict.Wrong => new SKColor(0xB8, 0x4A, 0x00),
        _ => CanvasText.Ink,
    };

    /// <param name="canvas">In points.</param>
    /// <param name="foot">Where the text's baseline begins.</param>
    /// <param name="verdict">Which sign; none for <see cref="Verdict.None"/>.</param>
    public static void DrawSign(SKCanvas canvas, SKPoint foot, Verdict verdict)
    {
        using var stroke = new SKPaint
        {
            Color = Colour(
                verdict), IsStroke =
                    true, StrokeWidth = 1.1f, StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round, IsAntialias = true,
        };
        using var sign = new SKPath();
        if (verdict == Verdict.Correct)
        {
            sign.MoveTo(foot.X + 0.6f, foot.Y - 2.4f);
            sign.LineTo(foot.X + 2.2f, foot.Y - 0.6f);
            sign.LineTo(foot.X + 5.2f, foot.Y - 4.8f);
        }
        else if (verdict == Verdict.Wrong)
        {
            sign.MoveTo(foot.X + 0.8f, foot.Y - 4.5f);
            sign.LineTo(foot.X + 4.8f, foot.Y - 0.5f);
            sign.MoveTo(foot.X + 4.8f, foot.Y - 4.5f);
            sign.LineTo(foot.X + 0.8f, foot.Y - 0.5f);
        }

        canvas.DrawPath(sign, stroke);
    }

    public static void DrawFrame(SKCanvas canvas, SKRect place, Verdict verdict)
    {
        using var dash = verdict == Verdict.Wrong ? SKPathEffect.CreateDash([3, 2], 0) : null;
        using var stroke = new SKPaint
        {
            Color = verdict == Verdict.None ? SKColors.Gray : Colour(verdict),
            IsStroke = true,
            StrokeWidth = verdict == Verdict.None ? 0.4f : 1.2f,
            PathEffect = dash,
            IsAntialias = true,
        };
        using var frame = new SKPath();     // a path: Skia's SVG ignores the dashes of a rectangle
        frame.AddRect(place);
        canvas.DrawPath(frame, stroke);
    }
}
