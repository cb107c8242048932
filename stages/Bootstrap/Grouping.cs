using System.Globalization;
using Ttca.Datasets;
using Ttca.Learning.Data;

namespace Ttca.Stages;

/// <summary>
/// The groups of an attribute, or of several that are combined, that have test images, and whose each image is. A value that no test image
/// has is no group: it has nothing to compare.
/// </summary>
internal sealed class Grouping
{
    /// <summary>Between attributes that are combined, and between the values of a group.</summary>
    public const string Crossed = " x ";

    private const int MostNamed = 8;    // a note can't name thousands

    private Grouping(IReadOnlyList<string> names, byte[] groups, IReadOnlyList<string> empty, long emptyCount) =>
        (Names, Groups, Empty, EmptyCount) = (names, groups, empty, emptyCount);

    /// <summary>Of the groups.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Of each image, <c>[N]</c>.</summary>
    public byte[] Groups { get; }

    /// <summary>The first groups without test images.</summary>
    public IReadOnlyList<string> Empty { get; }

    /// <summary>Number of all of these.</summary>
    public long EmptyCount { get; }

    /// <summary>The attributes of a grouping: <c>race</c>, or several whose values are combined, as in <c>race x gender</c>.</summary>
    public static IReadOnlyList<string> AttributesOf(string grouping) => grouping.Split(Crossed);

    /// <summary>Majority and subgroup.</summary>
    public static Grouping OfMembers(IReadOnlyList<Group> groups) =>
        new(["majority", "subgroup"], EvaluationOutcomes.Numbers(groups), [], 0);

    /// <param name="classes">Number of classes.</param>
    /// <param name="test">The test images.</param>
    /// <param name="grouping">Attributes, <c>class</c> for the classes.</param>
    /// <exception cref="DatasetException">The images have no such attribute, or there are more groups than can be told apart.</exception>
    public static Grouping Of(int classes, ImageSet test, string grouping)
    {
        var combined = (Names: (IReadOnlyList<string>)[""], Groups: new int[test.Count]);
        IEnumerable<string> possible = [""];
        double count = 1;
        foreach (string attribute in AttributesOf(grouping))
        {
            var (values, codes) = ValuesOf(classes, test, attribute);
            combined = Combine(combined.Names, combined.Groups, values, codes);
            var before = possible;
            possible = before.SelectMany(name => values.Select(value => NameOf(name, value)));
            count *= values.Count;
        }

        if (combined.Names.Count > AttributeColumn.MostValues)
        {
            throw new DatasetException(string.Create(
                CultureInfo.InvariantCulture,
                $"studies.fairness.attributes: '{grouping}' makes {combined.Names.Count} groups that have test images, at most "
                    + $"{AttributeColumn.MostValues} can be told apart."));
        }

        return new Grouping(
            combined.Names,
            [.. combined.Groups.Select(group => (byte)group)],
            [.. possible.Except(combined.Names).Take(MostNamed)],
            long.CreateSaturating(count) - combined.Names.Count);
    }

    /// <summary>The pairs of group and value that an image has, in the order of groups and of values.</summary>
    private static (IReadOnlyList<string> Names, int[] Groups) Combine(
        IReadOnlyList<string> names, int[] groups, IReadOnlyList<string> values, int[] codes)
    {
        long[] pairs = [.. groups.Zip(codes, (group, code) => ((long)group * values.Count) + code)];
        long[] present = [.. pairs.Distinct().Order()];
        var numbers = present.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return (
            [.. present.Select(pair => NameOf(names[(int)(pair / values.Count)], values[(int)(pair % values.Count)]))],
            [.. pairs.Select(pair => numbers[pair])]);
    }

    private static string NameOf(string group, string value) => group.Length == 0 ? value : group + Crossed + value;

    private static (IReadOnlyList<string> Values, int[] Codes) ValuesOf(int classes, ImageSet test, string attribute)
    {
        if (attribute == NaturalSubgroup.Class)
        {
            return ([.. Enumerable.Range(0, classes).Select(label => FormattableString.Invariant($"class {label}"))], test.Labels);
        }

        var column = test.Attributes.FirstOrDefault(column => column.Name == attribute) ?? throw new DatasetException(
            $"studies.fairness.attributes: the images have no attribute '{attribute}', but "
                + $"{string.Join(", ", test.Attributes.Select(a => a.Name).Prepend(NaturalSubgroup.Class))}.");
        return (column.Values, [.. column.Codes.Select(code => (int)code)]);
    }
}
