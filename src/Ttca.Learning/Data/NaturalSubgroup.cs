using Ttca.Datasets;
using Ttca.Datasets.Images;

namespace Ttca.Learning.Data;

/// <summary>A subgroup that the data set has by itself: the images that meet every condition on their attributes or their class.</summary>
public static class NaturalSubgroup
{
    /// <summary>What conditions call the class of an image.</summary>
    public const string Class = AttributeColumn.Class;

    /// <summary>Whether there is any condition.</summary>
    public static bool IsDeclaredBy(IEnumerable<SubgroupParameters> subgroup) => subgroup.Any(line => line.Attribute is not null);

    /// <summary>
    /// The same images, those that meet every condition in the subgroup and the others in the majority; as they are where there is no
    /// condition.
    /// </summary>
    /// <exception cref="DatasetException">The data set has no such attribute or value, or one of the groups is empty.</exception>
    public static ImageSet Mark(ImageSet images, IReadOnlyList<string> classNames, IReadOnlyList<SubgroupParameters> subgroup)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (!IsDeclaredBy(subgroup))
        {
            return images;
        }

        var conditions = subgroup.Where(line => line.Attribute is not null).ToList();
        var tests = conditions.Select(condition => TestOf(images, classNames, condition.Attribute!, condition.Values!)).ToList();
        Group[] groups = [.. Enumerable.Range(0, images.Count).Select(i => tests.All(test => test(i)) ? Group.Subgroup : Group.Majority)];
        foreach (var group in new[] { Group.Subgroup, Group.Majority })
        {
            if (!groups.Contains(group))
            {
                var text = string.Join(
                    " and ", conditions.Select(condition => $"{condition.Attribute} {string.Join(" or ", condition.Values!)}"));
                throw new DatasetException(
                    $"{(group == Group.Subgroup ? "None" : "Each")} of {images.Count} images has {text}: change disparity.subgroup, "
                        + $"or take more images.");
            }
        }

        return images.With(images.Labels, groups);
    }

    private static Func<int, bool> TestOf(ImageSet images, IReadOnlyList<string> classNames, string name, IReadOnlyList<string> values)
    {
        if (name == Class)
        {
            var classes = CodesOf(values, classNames, name);
            return i => classes.Contains(images.Labels[i]);
        }

        var attribute = images.Attributes.FirstOrDefault(attribute => attribute.Name == name) ?? throw new DatasetException(
            $"disparity.subgroup: the images have no attribute '{name}', but "
                + $"{string.Join(", ", images.Attributes.Select(a => a.Name).Prepend(Class))}.");
        var codes = CodesOf(values, attribute.Values, name);
        return i => codes.Contains(attribute.Codes[i]);
    }

    private static HashSet<int> CodesOf(IReadOnlyList<string> wanted, IReadOnlyList<string> names, string attribute)
    {
        var codes = new HashSet<int>();
        foreach (var value in wanted)
        {
            var same = names.Index()
                .Where(name => UnicodeForm.Composed(name.Item) == UnicodeForm.Composed(value))
                .Select(name => name.Index)
                .ToList();
            codes.UnionWith(same.Count > 0 ? same : throw new DatasetException(
                $"disparity.subgroup: {ValueText.Show(value)} is no value of {attribute}, which has "
                    + $"{string.Join(", ", names.Select(ValueText.Show))}."));
        }

        return codes;
    }
}
