using System.Globalization;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>What tables of groups have to say of groups and classes that can't be compared.</summary>
internal static class GroupNotes
{
    private const int MostNamed = 8;

    /// <summary>None where every group has images of every class.</summary>
    /// <param name="name">Of the grouping.</param>
    /// <param name="counts">Its groups.</param>
    public static IEnumerable<string> Of(string name, GroupingCounts counts)
    {
        if (counts.EmptyCount > 0)
        {
            yield return $"{name}: without test images, so not compared: {Listed(counts.Empty, counts.EmptyCount)}.";
        }

        if (counts.Groups is [var alone])
        {
            yield return $"{name}: only one group, {alone.Name}, has test images: there is nothing to compare it with.";
        }
        else if (ClassesOf(name, counts) is { } note)
        {
            yield return note;
        }
    }

    private static string? ClassesOf(string name, GroupingCounts counts)
    {
        int classes = counts.Groups[0].ByClass.Count;
        List<(int Class, List<string> Without)> left = [.. Enumerable.Range(0, classes)
            .Select(k => (k, counts.Groups.Where(group => group.ByClass[k] == 0).Select(group => group.Name).ToList()))
            .Where(one => one.Item2.Count > 0)];
        return left.Count == 0 ? null
            : left.Count == classes
                ? $"{name}: no class has images in every group{(IsOneClassEach(counts) ? ", since the class tells the groups" : "")}: equal opportunity and equalized odds can't be compared."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: equal opportunity and equalized odds are over the {classes - left.Count} of {classes} classes of which every group has images; left out: {Listed([.. left.Select(one => Described(one.Class, one.Without, counts.Groups.Count))], left.Count)}.");
    }

    private static bool IsOneClassEach(GroupingCounts counts) => counts.Groups.All(group => group.ByClass.Count(images => images > 0) == 1);

    private static string Described(int @class, List<string> without, int groups) => string.Create(
        CultureInfo.InvariantCulture, $"class {@class} (no images of {(without.Count == groups ? "any group" : Listed(without, without.Count))})");

    private static string Listed(IReadOnlyList<string> names, long count) => string.Create(
        CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(MostNamed))}{(count > MostNamed ? $" and {count - MostNamed} more" : "")}");
}
