using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Learning.Data;

namespace Ttca.Stages;

/// <summary>
/// What the test images of each seed were answered where the subgroup submits with a perturbation and everyone else doesn't, counted for the
/// groups of an attribute: who acts and who is compared are two things.
/// </summary>
internal sealed class GroupedOutcomes
{
    private const string Crossed = " x ";
    private const long HalvesSeed = 1;  // the stages that measure and that test a pair must agree on the halves

    /// <param name="classes">Number of classes.</param>
    /// <param name="grouping">The attribute whose values are the groups, <c>class</c> for the classes, or several that are combined; null for majority and subgroup.</param>
    /// <param name="test">The test images, where there is a grouping.</param>
    /// <param name="seeds">For each seed its evaluations, one per condition.</param>
    /// <exception cref="DatasetException">The images have no such attribute.</exception>
    public GroupedOutcomes(int classes, string? grouping, ImageSet? test, IEnumerable<IReadOnlyList<Evaluation>> seeds)
    {
        var evaluations = seeds.ToList();
        (Names, byte[] groups) = grouping is null ? (["majority", "subgroup"], Members(evaluations[0][0])) : GroupsOf(test!, grouping);
        All = [.. evaluations.Select(seed => Served(classes, groups, seed))];
        Choosing = Half(first: true);
        Measuring = Half(first: false);
        Pair = grouping is not null && Choosing.Count > 0 && Measuring.Count > 0
            && GroupGap.Choose(Tally.Of(Choosing), Scenario.Everyone(Conditions.None)) is var (better, worse)
                ? new FixedPair(better, worse)
                : null;
    }

    /// <summary>Of the groups.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>One for each seed, its conditions those of the evaluations.</summary>
    public IReadOnlyList<Outcomes> All { get; }

    /// <summary>The half of the test images on which a pair is not chosen.</summary>
    public IReadOnlyList<Outcomes> Measuring { get; }

    /// <summary>Chosen on the other half; null where the groups are majority and subgroup, or one of them has no images there.</summary>
    public FixedPair? Pair { get; }

    private IReadOnlyList<Outcomes> Choosing { get; }

    /// <summary>The attributes of a grouping: <c>race</c>, or several whose values are combined, as in <c>race x gender</c>.</summary>
    public static IReadOnlyList<string> AttributesOf(string grouping) => grouping.Split(Crossed);

    private static (IReadOnlyList<string> Names, byte[] Groups) GroupsOf(ImageSet test, string grouping)
    {
        IReadOnlyList<string> names = [""];
        var groups = new int[test.Count];
        foreach (string attribute in AttributesOf(grouping))
        {
            var (values, codes) = ValuesOf(test, attribute);
            names = [.. names.SelectMany(name => values.Select(value => name.Length == 0 ? value : name + Crossed + value))];
            groups = [.. groups.Zip(codes, (group, code) => (group * values.Count) + code)];
            if (names.Count > AttributeColumn.MostValues)
            {
                throw new DatasetException(FormattableString.Invariant($"studies.fairness.attributes: '{grouping}' makes {names.Count} groups, at most {AttributeColumn.MostValues} can be told apart."));
            }
        }

        return (names, [.. groups.Select(group => (byte)group)]);
    }

    private static (IReadOnlyList<string> Values, IEnumerable<int> Codes) ValuesOf(ImageSet test, string attribute)
    {
        if (attribute == NaturalSubgroup.Class)
        {
            return ([.. Enumerable.Range(0, test.Labels.Max() + 1).Select(label => FormattableString.Invariant($"class {label}"))], test.Labels.Select(label => (int)label));
        }

        var column = test.Attributes.FirstOrDefault(column => column.Name == attribute) ?? throw new DatasetException(
            $"studies.fairness.attributes: the images have no attribute '{attribute}', but {string.Join(", ", test.Attributes.Select(a => a.Name).Prepend(NaturalSubgroup.Class))}.");
        return (column.Values, column.Codes.Select(code => (int)code));
    }

    private static Outcomes Served(int classes, byte[] groups, IReadOnlyList<Evaluation> evaluations)
    {
        var answers = evaluations.SelectMany(evaluation => evaluation.Conditions).ToDictionary(condition => condition.Name, condition => condition.Predictions);
        var served = new Outcomes(classes, evaluations[0].Labels, Members(evaluations[0]), answers).Served([.. answers.Keys.Select(Scenario.Members)]);
        return new Outcomes(classes, served.Labels, groups, served.Predictions);
    }

    private static byte[] Members(Evaluation evaluation) => [.. evaluation.Groups.Select(group => (byte)group)];

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
