using System.Globalization;

namespace Ttca.Stages;

/// <summary>What tables of groups have to say of groups and classes that can't be compared.</summary>
internal static class GroupNotes
{
    private const int MostNamed = 3;
    private const int MostClasses = 8;

    /// <summary>A line; null where everything can be compared.</summary>
    public static string? Of(IEnumerable<(string Name, GroupingCounts Counts)> groupings)
    {
        var all = groupings.Select(grouping => (grouping.Name, Left: string.Join(", ", LeftOut(grouping.Counts))))
            .Where(grouping => grouping.Left.Length > 0)
            .ToList();
        return all.Count == 0 ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"Not compared: {string.Join("; ", all.Take(MostNamed).Select(grouping => $"{grouping.Name} {grouping.Left}"))}"
                    + $"{(all.Count > MostNamed ? $" and {all.Count - MostNamed} more groupings" : "")}.");
    }

    /// <summary>Numbers of the classes of which a group has no images, such as <c>1, 3</c>; of many how many.</summary>
    public static string ClassesWithout(GroupCount group)
    {
        var without = group.ByClass.Index()
            .Where(one => one.Item == 0)
            .Select(one => one.Index.ToString(CultureInfo.InvariantCulture))
            .ToList();
        return without.Count > MostClasses
            ? string.Create(CultureInfo.InvariantCulture, $"{without.Count} of {group.ByClass.Count}")
            : string.Join(", ", without);
    }

    private static IEnumerable<string> LeftOut(GroupingCounts counts)
    {
        int classes = counts.Groups[0].ByClass.Count;
        int left = Enumerable.Range(0, classes).Count(k => counts.Groups.Any(group => group.ByClass[k] == 0));
        if (counts.EmptyCount > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{counts.EmptyCount} without test images");
        }

        if (counts.Groups.Count == 1)
        {
            yield return "one group only";
        }
        else if (left > 0)
        {
            yield return left == classes
                ? "no class in common"
                : string.Create(CultureInfo.InvariantCulture, $"{left} of {classes} classes");
        }
    }
}
