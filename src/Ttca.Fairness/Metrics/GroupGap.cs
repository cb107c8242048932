using System.Globalization;

namespace Ttca.Fairness;

/// <summary>Accuracy of one group - accuracy of another, both fixed beforehand. Negative where the "worse" is served better.</summary>
/// <remarks>
/// With many groups, choosing the best and worst on the images that also measure them biases max - min upwards (<see cref="AccuracyGap"/>).
/// Choose them on other images, with <see cref="Choose"/>, and there is no such bias.
/// </remarks>
/// <param name="Better">The group that was found to be served best.</param>
/// <param name="Worse">The group that was found to be served worst.</param>
/// <param name="Scenario">Which group is under which condition.</param>
public sealed record GroupGap(int Better, int Worse, Scenario Scenario) : Statistic
{
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"gap-of-groups-{Better}-{Worse}");

    public override string Condition => Scenario.Name;

    public override Heading Heading => new("Fixed pair", LargerIsFairer: false);

    public override ValueRange Range => ValueRange.DifferenceOfShares;

    /// <summary>
    /// The groups with the largest and the smallest accuracy, the first and the last ones of several; null where fewer than two groups have
    /// images.
    /// </summary>
    /// <param name="tally">Of the images on which they are chosen.</param>
    /// <param name="scenario">Which group is under which condition.</param>
    /// <param name="among">The groups to choose from; null: all.</param>
    public static (int Better, int Worse)? Choose(Tally tally, Scenario scenario, IEnumerable<int>? among = null)
    {
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(scenario);
        var groups = (among ?? Enumerable.Range(0, tally.Groups))
            .Where(group => group < tally.Groups)
            .Select(group => (Group: group, scenario.Of(tally, group).Accuracy))
            .Where(group => !double.IsNaN(group.Accuracy))
            .ToList();
        return groups.Count < 2
            ? null
            : (groups.MaxBy(group => group.Accuracy).Group, groups.AsEnumerable().Reverse().MinBy(group => group.Accuracy).Group);
    }

    public override double ValueOf(Tally tally) => Scenario.Of(tally, Better).Accuracy - Scenario.Of(tally, Worse).Accuracy;

    public override int FewestImages(Tally tally) => Math.Min(ImagesOf(tally, Better), ImagesOf(tally, Worse));
}
