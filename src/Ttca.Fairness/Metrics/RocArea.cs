namespace Ttca.Fairness;

/// <summary>
/// Area under the ROC curve of a score: how often a positive has a larger one than a negative, equal ones counted half (Mann and Whitney
/// 1947). 0.5 by chance; below, where positives have smaller ones.
/// </summary>
/// <remarks>scikit-learn 1.2.1: <c>roc_auc_score</c>.</remarks>
/// <param name="Score">Its name.</param>
/// <param name="Negatives">A condition of <see cref="Counts.RanksOf"/>.</param>
/// <param name="Positives">Another.</param>
public sealed record RocArea(string Score, string Negatives, string Positives) : Statistic
{
    public override string Name => $"roc-area-{Score}";

    public override string Condition => Positives;

    public override double ValueOf(Tally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        var negatives = tally.HistogramOf(Negatives);
        var positives = tally.HistogramOf(Positives);
        var (below, wins) = (0L, 0.0);
        for (var rank = 0; rank <= negatives.Most; rank++)
        {
            var equal = negatives[rank];
            wins += positives[rank] * (below + equal / 2.0);
            below += equal;
        }

        return wins / ((double)below * positives.Images);
    }

    public override int FewestImages(Tally tally) => tally.HistogramOf(Negatives).Images;
}
