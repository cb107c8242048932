namespace Ttca.Fairness;

/// <summary>
/// The images of one seed, laid out for drawing. Images with equal label, answers and targets can't be told apart by any metric, so only the
/// number of times that each such pattern was drawn matters. The sums are those numbers, times the answers of each pattern (one
/// for each condition), times the cells of each answer; or at once times the cells of each pattern, where hardly two patterns share an answer, as with
/// many groups and classes.
/// </summary>
internal sealed class SeedPatterns
{
    private readonly SparseRows answers;                    // an answer under one condition -> cells of the tally; of all seeds
    private readonly SparseRows patterns = new();           // an image's answers under all conditions
    private readonly SparseRows cells = new();              // the cells of these answers; none where that would be more work
    private readonly int[] patternOfImage;

    /// <param name="rows">The seed's images.</param>
    /// <param name="ordered">These images, in the order in which they are counted.</param>
    /// <param name="answers">Those of the seeds so far; this seed's are added.</param>
    public SeedPatterns(OutcomeRows rows, IEnumerable<int> ordered, SparseRows answers)
    {
        this.answers = answers;
        patternOfImage = [.. ordered.Select(image => patterns.NumberOf([.. rows.Values(image).Select(answers.NumberOf)]))];
        int[][] cellsOfPatterns = [.. Enumerable.Range(0, patterns.Count).Select(pattern => patterns.Row(pattern).ToArray().SelectMany(answer => answers.Row(answer).ToArray()).ToArray())];
        if (cellsOfPatterns.Sum(row => row.Length) < patterns.IndexCount + answers.IndexCount)
        {
            foreach (var row in cellsOfPatterns)
            {
                cells.NumberOf(row);
            }
        }
    }

    /// <summary>Room that <see cref="Sum"/> needs for patterns.</summary>
    public int Count => patterns.Count;

    /// <param name="images">How often each image was drawn, in the order in which they are counted.</param>
    /// <param name="patternCounts">All zero, before and after.</param>
    /// <param name="answerCounts">Likewise.</param>
    /// <param name="tally">Holds the sums then.</param>
    public void Sum(ReadOnlySpan<int> images, Span<int> patternCounts, Span<int> answerCounts, Tally tally)
    {
        tally.Clear();
        for (var i = 0; i < images.Length; i++)
        {
            patternCounts[patternOfImage[i]] += images[i];
        }

        if (cells.Count > 0)
        {
            cells.Add(patternCounts[..Count], tally.Counts);
            return;
        }

        patterns.Add(patternCounts[..Count], answerCounts);
        answers.Add(answerCounts, tally.Counts);
    }
}
