namespace Ttca.Fairness;

/// <summary>
/// The outcomes of all seeds, laid out for drawing. Images with the same label, answers and claims can't be told apart by any metric, so only
/// the number of times each such pattern was drawn matters: a resample is a histogram over patterns, times their cells.
/// </summary>
internal sealed class ResamplingPlan
{
    private readonly int[] patternOfImage;          // images by seed, then group, then in canonical order
    private readonly (int Start, int Count)[][] strata;   // [seed][group]
    private readonly int[] cellsStart;              // [patterns + 1]
    private readonly int[] cells;                   // cells of pattern p: cells[cellsStart[p] .. cellsStart[p + 1]]

    public ResamplingPlan(IReadOnlyList<Outcomes> seeds, TallyLayout layout)
    {
        var patterns = new Dictionary<int[], int>(new CellsComparer());
        var images = new List<int>();
        strata = new (int, int)[seeds.Count][];
        for (var s = 0; s < seeds.Count; s++)
        {
            var rows = new OutcomeRows(seeds[s], layout);
            strata[s] = new (int, int)[layout.Groups];
            for (var g = 0; g < layout.Groups; g++)
            {
                var ordered = rows.Ordered(g);
                strata[s][g] = (images.Count, ordered.Length);
                images.AddRange(ordered.Select(image => IndexOf(patterns, rows.Cells(image))));
            }
        }

        patternOfImage = [.. images];
        var byIndex = patterns.OrderBy(pattern => pattern.Value).Select(pattern => pattern.Key).ToArray();
        cells = [.. byIndex.SelectMany(pattern => pattern)];
        cellsStart = new int[byIndex.Length + 1];
        for (var p = 0; p < byIndex.Length; p++)
        {
            cellsStart[p + 1] = cellsStart[p] + byIndex[p].Length;
        }
    }

    public int Patterns => cellsStart.Length - 1;

    /// <summary>
    /// One resample: as many seeds as there are, with replacement; for each of them, within each group, as many images as it has, with
    /// replacement.
    /// </summary>
    /// <param name="random">Draws the indices.</param>
    /// <param name="drawn">Scratch, <c>[Patterns]</c>, all zero before and after.</param>
    /// <param name="tally">Receives the sums.</param>
    public void Draw(ref SplitMix64 random, int[] drawn, Tally tally)
    {
        for (var i = 0; i < strata.Length; i++)
        {
            foreach (var (start, count) in strata[random.Below(strata.Length)])
            {
                Draw(ref random, patternOfImage.AsSpan(start, count), drawn);
            }
        }

        Fold(drawn, tally.Counts);
    }

    private static void Draw(ref SplitMix64 random, ReadOnlySpan<int> stratum, Span<int> drawn)
    {
        var local = random;     // in registers, which the caller's can't be
        for (var i = 0; i < stratum.Length; i++)
        {
            drawn[stratum[local.Below(stratum.Length)]]++;
        }

        random = local;
    }

    private void Fold(int[] drawn, int[] sums)
    {
        Array.Clear(sums);
        for (var p = 0; p < drawn.Length; p++)
        {
            var times = drawn[p];
            if (times == 0)
            {
                continue;
            }

            drawn[p] = 0;
            foreach (var cell in cells.AsSpan(cellsStart[p]..cellsStart[p + 1]))
            {
                sums[cell] += times;
            }
        }
    }

    private static int IndexOf(Dictionary<int[], int> patterns, int[] cells)
    {
        if (!patterns.TryGetValue(cells, out var index))
        {
            index = patterns.Count;
            patterns.Add(cells, index);
        }

        return index;
    }

    private sealed class CellsComparer : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] cells)
        {
            var hash = new HashCode();
            foreach (var cell in cells)
            {
                hash.Add(cell);
            }

            return hash.ToHashCode();
        }
    }
}
