using SkiaSharp;

namespace Ttca.Reporting.Figures.Grids;

/// <summary>
/// Images in rows and columns with titles, a caption beneath each and a note at the foot. More columns than fit legibly continue in a
/// further block of the same rows.
/// </summary>
public sealed record ImageGrid : Figure
{
    private const float SmallestImage = 11 * PointsPerMillimetre;
    private const float LargestImage = 22 * PointsPerMillimetre;
    private const float Gap = 5;
    private const float BlockGap = 10;
    private const float MostRowTitle = 62;
    internal const float RowTitleGap = 7;

    /// <summary>One per column, above it; may be empty.</summary>
    public IReadOnlyList<string> ColumnTitles { get; init; } = [];

    /// <summary>At least one, all of the same number of cells.</summary>
    public required IReadOnlyList<ImageRow> Rows { get; init; }

    /// <summary>How to read the images, such as the scale of a perturbation; null: none.</summary>
    public string? Note { get; init; }

    /// <summary>One row per set of perturbations (the collective's and its controls), one column per class, scaled for view.</summary>
    /// <param name="title">See <see cref="Figure.Title"/>.</param>
    /// <param name="classNames">K names.</param>
    /// <param name="sets">Name and int8 [K,3,H,W], in steps of 1/255.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="epsilonPixels">Full range of the view, in steps of 1/255.</param>
    public static ImageGrid OfPerturbations(
        string title,
        IReadOnlyList<string> classNames,
        IReadOnlyList<(string Name, sbyte[] Deltas)> sets,
        int height,
        int width,
        int epsilonPixels)
    {
        var length = 3 * height * width;
        return new ImageGrid
        {
            Title = title,
            ColumnTitles = classNames,
            Rows = sets.Select(set => new ImageRow(
                set.Name,
                classNames.Select((_, k) => new ImageCell(
                    PlanarImage.OfPerturbation(set.Deltas.AsSpan(k * length, length), height, width, epsilonPixels))).ToList())).ToList(),
            Note =
                $"Scaled for view: mid-grey is no change, black −{epsilonPixels}/255 and full brightness +{epsilonPixels}/255, per "
                    + $"colour channel.",
        };
    }

    /// <inheritdoc/>
    protected override FigureLayout Arrange()
    {
        Check();
        var columns = Rows[0].Cells.Count;
        var titles = Rows.SelectMany(r => CanvasText.Wrap(r.Title, MostRowTitle, TextSize.Small)).ToList();
        var left = titles.Count == 0 ? 0 : titles.Max(t => CanvasText.Width(t, TextSize.Small)) + RowTitleGap;
        var perBlock = Math.Clamp((int)((Width - left + Gap) / (SmallestImage + Gap)), 1, columns);
        var available = Math.Min((Width - left + Gap) / perBlock - Gap, LargestImage);
        var blocks = Enumerable.Range(0, columns).Chunk(perBlock)
            .Select(block => new ImageBlock(this, block, left, available, Gap))
            .ToList();
        IReadOnlyList<string> note = Note is null ? [] : CanvasText.Wrap(Note, Width, TextSize.Small);
        var height = blocks.Sum(b => b.Height)
            + (blocks.Count - 1) * BlockGap
            + note.Count * TextSize.Small * ImageBlock.Leading
            + (note.Count > 0 ? Gap : 0);
        return new FigureLayout(height, canvas => Draw(canvas, blocks, note));
    }

    private static void Draw(SKCanvas canvas, List<ImageBlock> blocks, IReadOnlyList<string> note)
    {
        var top = 0f;
        foreach (var block in blocks)
        {
            block.Draw(canvas, top);
            top += block.Height + BlockGap;
        }

        var baseline = top - BlockGap + Gap + TextSize.Small;
        foreach (var line in note)
        {
            CanvasText.Draw(canvas, line, 0, baseline, TextSize.Small);
            baseline += TextSize.Small * ImageBlock.Leading;
        }
    }

    private void Check()
    {
        var columns = Rows.Count > 0 ? Rows[0].Cells.Count : 0;
        if (columns == 0)
        {
            throw new ArgumentException("an image grid needs at least one image");
        }

        if (Rows.FirstOrDefault(r => r.Cells.Count != columns) is { } row)
        {
            throw new ArgumentException($"row '{row.Title}' has {row.Cells.Count} images, '{Rows[0].Title}' has {columns}");
        }

        if (ColumnTitles.Count != 0 && ColumnTitles.Count != columns)
        {
            throw new ArgumentException($"{ColumnTitles.Count} column titles for {columns} columns");
        }
    }
}

/// <summary>A row of images.</summary>
/// <param name="Title">Left of the row; may be empty.</param>
/// <param name="Cells">From left to right.</param>
public sealed record ImageRow(string Title, IReadOnlyList<ImageCell> Cells);

/// <summary>An image with what stands beneath it.</summary>
/// <param name="Image">Shown with square pixels, not smoothed.</param>
/// <param name="Caption">Such as the platform's answer; null: none.</param>
/// <param name="Verdict">Whether that answer is right: shown by colour, sign, weight and frame.</param>
public sealed record ImageCell(PlanarImage Image, string? Caption = null, Verdict Verdict = Verdict.None);

/// <summary>What is said about an image.</summary>
public enum Verdict
{
    None,

    /// <summary>A tick, regular text, a plain frame.</summary>
    Correct,

    /// <summary>A cross, bold text, a dashed frame.</summary>
    Wrong,
}
