namespace Ttca.Fairness;

/// <summary>
/// The outcomes of all seeds, laid out for drawing. Images with equal label, answers and claims can't be told apart by any metric, so only the
/// number of times that each such pattern was drawn matters. A resample is a histogram over patterns, times the answers of each pattern (one
/// for each condition), times the cells of each answer; or at once times the cells of each pattern, where hardly two patterns share an answer, as with
/// many groups and classes.
/// </summary>
internal sealed class ResamplingPlan : RandomTallies<ResamplingPlan.Scratch>
{
    private readonly SparseRows answers = new();    // an answer under one condition -> cells of the tally
    private readonly SparseRows patterns = new();   // an image's answers under all conditions
    private readonly SparseRows cells = new();      // the cells of these answers; none where that would be more work
    private readonly TallyLayout layout;
    private readonly int[] patternOfImage;          // images by seed, then group, then in canonical order
    private readonly (int Start, int Count)[][] strata;   // [seed][group]

    public ResamplingPlan(IReadOnlyList<Outcomes> seeds, TallyLayout layout)
    {
        this.layout = layout;
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
                images.AddRange(ordered.Select(image => patterns.NumberOf([.. rows.Answers(image).Select(answers.NumberOf)])));
            }
        }

        patternOfImage = [.. images];
        int[][] cellsOfPatterns = [.. Enumerable.Range(0, patterns.Count).Select(pattern => patterns.Row(pattern).ToArray().SelectMany(answer => answers.Row(answer).ToArray()).ToArray())];
        if (cellsOfPatterns.Sum(row => row.Length) < patterns.IndexCount + answers.IndexCount)
        {
            foreach (var row in cellsOfPatterns)
            {
                cells.NumberOf(row);
            }
        }
    }

    public override Scratch NewScratch() => new(new int[patterns.Count], new int[answers.Count], new Tally(layout));

    /// <summary>
    /// One resample: as many seeds as there are, with replacement; for each of them, within each group, as many images as it has, with
    /// replacement. The sums are left in the scratch's tally.
    /// </summary>
    public override void Draw(ref SplitMix64 random, Scratch scratch)
    {
        for (var i = 0; i < strata.Length; i++)
        {
            foreach (var (start, count) in strata[random.Below(strata.Length)])
            {
                Draw(ref random, patternOfImage.AsSpan(start, count), scratch.Patterns);
            }
        }

        scratch.Tally.Clear();
        if (cells.Count > 0)
        {
            cells.Add(scratch.Patterns, scratch.Tally.Counts);
            return;
        }

        patterns.Add(scratch.Patterns, scratch.Answers);
        answers.Add(scratch.Answers, scratch.Tally.Counts);
    }

    private static void Draw(ref SplitMix64 random, ReadOnlySpan<int> stratum, Span<int> drawn)
    {
        var local = random;     // in a register, which the caller's can't be
        for (var i = 0; i < stratum.Length; i++)
        {
            drawn[stratum[local.Below(stratum.Length)]]++;
        }

        random = local;
    }

    /// <param name="Patterns">Times each was drawn, all zero between resamples.</param>
    /// <param name="Answers">Likewise.</param>
    /// <param name="Tally">Of the latest resample.</param>
    internal sealed record Scratch(int[] Patterns, int[] Answers, Tally Tally) : IScratch;
}
