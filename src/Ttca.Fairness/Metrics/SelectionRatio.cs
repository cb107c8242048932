using System.Numerics.Tensors;

namespace Ttca.Fairness;

/// <summary>
/// <see cref="DisparateImpact"/> of selection rates where no class is declared favourable: smallest / largest share of a group's images
/// that are answered with a class, for each class, and then the worst (least) or mean ratio over classes.
/// </summary>
/// <remarks>
/// Fairlearn 0.12: <c>demographic_parity_ratio</c> of each class against the rest. Unlike the ratio of accuracies it is no function of the
/// worst group's accuracy. Undefined where a class is nobody's answer.
/// </remarks>
/// <param name="Scenario">Which group is under which condition.</param>
/// <param name="IsMean">Whether it is the mean over classes, not the least.</param>
public sealed record SelectionRatio(Scenario Scenario, bool IsMean = false) : Statistic
{
    public override string Name => $"disparate-impact-selection-{(IsMean ? "mean" : "least")}";

    public override string Condition => Scenario.Name;

    public override Heading Heading =>
        new(IsMean ? "Ratio, mean class" : "Ratio, least class", LargerIsFairer: true) { InFigure = !IsMean };

    public override double ValueOf(Tally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        if (tally.Groups < 2)
        {
            return double.NaN;
        }

        var ratios = tally.RatesOf(Scenario).SelectionRatios;
        return IsMean ? TensorPrimitives.Sum(ratios) / ratios.Length : TensorPrimitives.Min(ratios);    // NaN where one of them is
    }

    public override double LargestChange(Tally tally, double share) =>
        Enumerable.Range(0, tally.Classes).Max(@class => new DisparateImpact(Scenario, @class).LargestChange(tally, share));
}
