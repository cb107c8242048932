namespace Ttca.Collective;

/// <summary>
/// Scores are shown with few digits, halves rounded up, so that an answer tells less (Tramèr et al. 2016). They no longer need to sum to 1.
/// </summary>
public sealed class ScoreRounding : ScoreDefence
{
    public override string Name => "score-rounding";

    public override string AmountIs => "a whole number from 0 to 6 (digits behind the point)";

    public override string Describe(double amount) =>
        amount == 1 ? "scores of 1 digit" : FormattableString.Invariant($"scores of {amount} digits");

    public override bool Takes(double amount) => IsWhole(amount, 0, 6);

    internal override void Apply(Span<float> scores, double amount)
    {
        foreach (ref var score in scores)
        {
            score = (float)Math.Round(score, (int)amount, MidpointRounding.AwayFromZero);
        }
    }
}
