namespace Ttca.Fairness;

/// <summary>
/// Area under the ROC curve of a detector: how often a perturbed image has a larger score than an unperturbed one, equal scores counted half (Mann and Whitney 1947). 0.5 by chance; below, where perturbed images
/// look less suspicious.
/// </summary>
/// <remarks>scikit-learn 1.2.1: <c>roc_auc_score</c>.</remarks>
/// <param name="Detector">Whose scores they are.</param>
/// <param name="Unperturbed">A condition of <see cref="ScoreOutcomes"/>.</param>
/// <param name="Perturbed">Another.</param>
public sealed record RocArea(string Detector, string Unperturbed, string Perturbed) : Statistic
{
    private const int OnlyGroup = 0;

    public override string Name => $"roc-area-{Detector}";

    public override string Condition => Perturbed;

    public override double ValueOf(Tally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        var negatives = tally[OnlyGroup, Unperturbed];
        var positives = tally[OnlyGroup, Perturbed];
        var (below, wins) = (0L, 0.0);
        for (var rank = 0; rank < tally.Classes; rank++)
        {
            var equal = negatives.Answered(rank);
            wins += positives.Answered(rank) * (below + equal / 2.0);
            below += equal;
        }

        return wins / ((double)below * positives.Images);
    }
}
