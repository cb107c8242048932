namespace Ttca.Fairness;

/// <summary>
/// The images of one seed, laid out for drawing. Images with equal label, answers and targets can't be told apart by any metric, so only
/// the number of times that each such pattern was drawn matters. The sums are those numbers, times the answers of each pattern (one for
/// each condition), times the cells of each answer; or at once times the cells of each pattern, where hardly two patterns share an answer,
/// as with many groups and classes.
/// </summary>
internal sealed class SeedPatterns
{
    private readonly SparseRows _answers;                    // an answer under one condition -> cells of the tally; of all seeds
    private readonly SparseRows _patterns = new();           // an image's answers under all conditions
    private readonly SparseRows _cells = new();              // the cells of these answers; none where that would be more work
    private readonly int[] _patternOfImage;

    /// <param name="rows">The seed's images.</param>
    /// <param name="ordered">These images, in the order in which they are counted.</param>
    /// <param name="answers">Those of the seeds so far; this seed's are added.</param>
    public SeedPatterns(OutcomeRows rows, IEnumerable<int> ordered, SparseRows answers)
    {
        _answers = answers;
        _patternOfImage = [.. ordered.Select(image => _patterns.NumberOf([.. rows.Values(image).Select(answers.NumberOf)]))];
        int[][] cellsOfPatterns =
        [
            .. Enumerable.Range(0, _patterns.Count).Select(
                pattern => _patterns.Row(pattern).ToArray().SelectMany(answer => answers.Row(answer).ToArray()).ToArray()),
        ];
        if (cellsOfPatterns.Sum(row => row.Length) < _patterns.IndexCount + answers.IndexCount)
        {
            foreach (var row in cellsOfPatterns)
            {
                _cells.NumberOf(row);
            }
        }
    }

    /// <summary>Room that <see cref="Sum"/> needs for patterns.</summary>
    public int Count => _patterns.Count;

    /// <param name="images">How often each image was drawn, in the order in which they are counted.</param>
    /// <param name="patternCounts">All zero, before and after.</param>
    /// <param name="answerCounts">Likewise.</param>
    /// <param name="tally">Holds the sums then.</param>
    public void Sum(ReadOnlySpan<int> images, Span<int> patternCounts, Span<int> answerCounts, Tally tally)
    {
        tally.Clear();
        for (var i = 0; i < images.Length; i++)
        {
            patternCounts[_patternOfImage[i]] += images[i];
        }

        if (_cells.Count > 0)
        {
            _cells.Add(patternCounts[..Count], tally.Counts);
            return;
        }

        _patterns.Add(patternCounts[..Count], answerCounts);
        _answers.Add(answerCounts, tally.Counts);
    }
}
