using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>
/// What the test images of each seed were answered where the subgroup submits with a perturbation and everyone else doesn't, counted for
/// the groups of an attribute: who acts and who is compared are two things.
/// </summary>
internal sealed class GroupedOutcomes
{
    private const long HalvesSeed = 1;  // the stages that measure and that test a pair must agree on the halves

    /// <param name="classes">Number of classes.</param>
    /// <param name="grouping">
    /// The attribute whose values are the groups, <c>class</c> for the classes, or several that are combined; null for majority and
    /// subgroup.
    /// </param>
    /// <param name="test">The test images, where there is a grouping.</param>
    /// <param name="seeds">For each seed its evaluations, one per condition.</param>
    /// <exception cref="DatasetException">The images have no such attribute, or there are more groups than can be told apart.</exception>
    public GroupedOutcomes(int classes, string? grouping, ImageSet? test, IEnumerable<IReadOnlyList<Evaluation>> seeds)
    {
        var evaluations = seeds.ToList();
        var groups = grouping is null ? Grouping.OfMembers(evaluations[0][0].Groups) : Grouping.Of(classes, test!, grouping);
        Names = groups.Names;
        All = [.. evaluations.Select(seed => Served(classes, groups.Groups, seed))];
        var choosing = Half(first: true);
        Measuring = Half(first: false);
        Pair = grouping is not null && choosing.Count > 0 && Measuring.Count > 0
            && GroupGap.Choose(
                Tally.Of(choosing),
                Scenario.Everyone(Conditions.None),
                Measuring[0].Groups.Distinct().Select(group => (int)group).Order()) is var (better, worse)
                ? new FixedPair(better, worse)
                : null;
    }

    /// <summary>Of the groups, each of which has images.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>One for each seed, its conditions those of the evaluations.</summary>
    public IReadOnlyList<Outcomes> All { get; }

    /// <summary>The half of the test images on which a pair is not chosen.</summary>
    public IReadOnlyList<Outcomes> Measuring { get; }

    /// <summary>
    /// Chosen on the other half, among the groups that have images in both; null where these are fewer than two, or the groups are majority
    /// and subgroup.
    /// </summary>
    public FixedPair? Pair { get; }

    private static Outcomes Served(int classes, byte[] groups, IReadOnlyList<Evaluation> evaluations)
    {
        var answers = evaluations
            .SelectMany(evaluation => evaluation.Conditions)
            .ToDictionary(condition => condition.Name, condition => condition.Predictions);
        var served = evaluations[0].ToOutcomes(classes, answers).Served([.. answers.Keys.Select(Conditions.Members)]);
        return new Outcomes(classes, served.Labels, groups, served.Predictions);
    }

    /// <summary>Half of the images, by chance, the same ones in every seed; none where they are too few to divide.</summary>
    private IReadOnlyList<Outcomes> Half(bool first)
    {
        int[] rows = [.. Enumerable.Range(0, All[0].Count).Where(image => SplitMix64.Of(HalvesSeed, image).NextDouble() < 0.5 == first)];
        return rows.Length == 0 ? [] : [.. All.Select(seed => new Outcomes(
            seed.Classes,
            [.. rows.Select(row => seed.Labels[row])],
            [.. rows.Select(row => seed.Groups[row])],
            seed.Predictions.ToDictionary(pair => pair.Key, pair => rows.Select(row => pair.Value[row]).ToArray())))];
    }
}
