using System.Globalization;

namespace Ttca.Fairness;

/// <summary>Accuracy of one group - accuracy of another, both fixed beforehand. Negative where the "worse" is served better.</summary>
/// <remarks>
/// With many groups, choosing the best and worst on the images that also measure them biases max - min upwards (<see cref="AccuracyGap"/>).
/// Choose them on other images, with <see cref="Choose"/>, and there is no such bias.
/// </remarks>
/// <param name="Better">The group that was found to be served best.</param>
/// <param name="Worse">The group that was found to be served worst.</param>
/// <param name="Scenario">Who submits what.</param>
public sealed record GroupGap(int Better, int Worse, Scenario Scenario) : Statistic
{
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"gap-of-groups-{Better}-{Worse}");

    public override string Condition => Scenario.Name;

    public override ValueRange Range => ValueRange.DifferenceOfShares;

    /// <summary>The groups with the largest and the smallest accuracy, the first ones of several; null where a group has no images or there is one group.</summary>
    public static (int Better, int Worse)? Choose(Tally tally, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(scenario);
        var accuracies = new double[tally.Groups];
        for (var group = 0; group < accuracies.Length; group++)
        {
            accuracies[group] = scenario.Of(tally, group).Accuracy;
        }

        var (better, worse) = (Array.IndexOf(accuracies, accuracies.Max()), Array.LastIndexOf(accuracies, accuracies.Min()));
        return better == worse || accuracies.Any(double.IsNaN) ? null : (better, worse);
    }

    public override double ValueOf(Tally tally) => Scenario.Of(tally, Better).Accuracy - Scenario.Of(tally, Worse).Accuracy;
}
