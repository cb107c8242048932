using Ttca.Datasets;
using Ttca.Learning.Data.Transformations;

namespace Ttca.Learning.Data;

/// <summary>
/// Puts a subgroup at a disadvantage: its images are seen through transformations, and its labels may be wrong. A data set that has no
/// such group gets one, made of images that are drawn by chance.
/// </summary>
public static class Disparity
{
    // Separate streams of one seed, so that what is chosen does not shift what is drawn.
    private const long ChoiceStream = -1;
    private const long LabelStream = -2;

    /// <summary>All images as the platform sees the subgroup.</summary>
    /// <param name="images">Images <c>[N,3,H,W]</c>; not changed.</param>
    /// <param name="subgroup">Its transformations are applied in this order, each rounding to 8 bits.</param>
    /// <param name="seed">For the transformations that draw random numbers; each image has its own.</param>
    /// <exception cref="ArgumentException">Unknown transformation, or an amount outside its bounds.</exception>
    public static ImageSet ApplySubgroup(ImageSet images, IReadOnlyList<SubgroupParameters> subgroup, long seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        var everyone = new bool[images.Count];
        Array.Fill(everyone, true);
        return Transform(images, everyone, subgroup, seed);
    }

    /// <summary>
    /// What the platform is trained on. The subgroup is the images that are marked as such (<see cref="NaturalSubgroup"/>) where it has
    /// conditions; else a share of <see cref="DisparityParameters.ShareInTraining"/>, equal in each class, drawn by chance.
    /// </summary>
    /// <remarks>Images keep their places. Wrong labels come from the other classes that occur in the set, each equally likely.</remarks>
    /// <exception cref="ArgumentException">
    /// Unknown transformation, an amount or share outside its bounds or missing, or label noise with a single class.
    /// </exception>
    public static ImageSet ForTraining(ImageSet images, DisparityParameters p, long seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(p);
        var subgroup = Marked(images, p.Subgroup) ?? Choose(
            images.Labels,
            p.ShareInTraining ?? throw new ArgumentException("A subgroup that is drawn by chance needs a share.", nameof(p)),
            SplitMix64.Of(seed, ChoiceStream));
        var transformed = Transform(images, subgroup, p.Subgroup, seed);
        var labels = Mislabel(images.Labels, subgroup, p.LabelNoise, SplitMix64.Of(seed, LabelStream));
        return transformed.With(labels, transformed.Groups);
    }

    /// <summary>
    /// What results are measured on. The subgroup is the images that are marked as such where it has conditions; else half of the images of
    /// each class, drawn by chance. Labels are true.
    /// </summary>
    /// <exception cref="ArgumentException">Unknown transformation, or an amount outside its bounds.</exception>
    public static ImageSet ForTest(ImageSet images, DisparityParameters p, long seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(p);
        var subgroup = Marked(images, p.Subgroup) ?? Choose(images.Labels, 0.5, SplitMix64.Of(seed, ChoiceStream));
        return Transform(images, subgroup, p.Subgroup, seed);
    }

    private static bool[]? Marked(ImageSet images, IReadOnlyList<SubgroupParameters> subgroup) =>
        NaturalSubgroup.IsDeclaredBy(subgroup) ? [.. images.Groups.Select(group => group == Group.Subgroup)] : null;

    private static ImageSet Transform(ImageSet images, bool[] subgroup, IReadOnlyList<SubgroupParameters> parameters, long seed)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var steps = parameters.Where(line => line.Name is not null)
            .Select(line => (Transformation: Find(line), Amount: line.Amount!.Value))
            .ToArray();
        Group[] groups = [.. images.Groups.Zip(subgroup, (group, isChosen) => isChosen ? Group.Subgroup : group)];
        var marked = images.With(images.Labels, groups);
        return steps.Length == 0 ? marked : marked.With((i, pixels) =>
        {
            images.Read(i, pixels);
            if (!subgroup[i])
            {
                return;
            }

            var random = SplitMix64.Of(seed, i);
            foreach (var (transformation, amount) in steps)
            {
                transformation.Apply(pixels, images.Width, amount, ref random);
            }
        });
    }

    private static Transformation Find(SubgroupParameters step)
    {
        if (!Transformation.All.TryGetValue(step.Name!, out var transformation))
        {
            throw new ArgumentException(
                $"There is no transformation '{step.Name}'; there are {string.Join(", ", Transformation.All.Keys)}.", nameof(step));
        }

        var amount = step.Amount ?? throw new ArgumentException($"{step.Name} needs an amount.", nameof(step));
        return transformation.Complaint(amount) is { } complaint ? throw new ArgumentException(complaint, nameof(step)) : transformation;
    }

    // Systematic sampling of the shuffled indices in order of class: the total is exact, each class is within one image of its share.
    private static bool[] Choose(int[] labels, double share, SplitMix64 random)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentException(FormattableString.Invariant($"A share is from 0 to 1, not {share}."), nameof(share));
        }

        var indices = Enumerable.Range(0, labels.Length).ToArray();
        random.Shuffle(indices.AsSpan());
        var total = (long)Math.Round(share * labels.Length, MidpointRounding.AwayFromZero);
        var chosen = new bool[labels.Length];
        long place = 0;
        foreach (var index in indices.OrderBy(i => labels[i]))     // stable: shuffled within each class
        {
            chosen[index] = (place + 1) * total / labels.Length > place * total / labels.Length;
            place++;
        }

        return chosen;
    }

    private static int[] Mislabel(int[] labels, bool[] subgroup, double share, SplitMix64 random)
    {
        var members = Enumerable.Range(0, labels.Length).Where(i => subgroup[i]).ToArray();
        var wrong = Choose([.. members.Select(i => labels[i])], share, random);
        var classes = labels.Distinct().Order().ToArray();
        if (wrong.Contains(true) && classes.Length < 2)
        {
            throw new ArgumentException("Label noise needs images of at least two classes.", nameof(labels));
        }

        var result = (int[])labels.Clone();
        for (var i = 0; i < members.Length; i++)
        {
            if (wrong[i])
            {
                var own = Array.BinarySearch(classes, labels[members[i]]);
                var step = 1 + random.NextInt(classes.Length - 1);
                result[members[i]] = classes[(own + step) % classes.Length];
            }
        }

        return result;
    }
}
