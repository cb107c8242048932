using System.Globalization;
using Ttca.Datasets;
using Ttca.Learning.Data;

namespace Ttca.Stages;

/// <summary>
/// The training images of a data set in one order per seed. The platform takes from the start, the collective from the end. Where the
/// subgroup has conditions, the collective takes of the subgroup alone, and what the platform leaves out of its part to make the subgroup
/// rare it makes up with images of the majority from all of the pool: no image is ever on both sides, whatever the share. Nor are two
/// with the same pixels: the collective does without those that the platform may have. Validation images lie between the two, and repeat
/// neither's.
/// </summary>
internal sealed class TrainingPool
{
    /// <summary>Fewer images choose by chance.</summary>
    public const int LeastToChooseOn = 10;

    private readonly ImageSet _images;
    private readonly bool _isNatural;
    private readonly int[] _order;
    private readonly int[] _contents;

    public TrainingPool(Dataset dataset, IReadOnlyList<SubgroupParameters> subgroup, int seed)
    {
        _images = NaturalSubgroup.Mark(dataset.Train, dataset.ClassNames, subgroup);
        _isNatural = NaturalSubgroup.IsDeclaredBy(subgroup);
        _contents = dataset.Contents;
        _order = [.. Enumerable.Range(0, _images.Count)];
        new Random(seed).Shuffle(_order); // the algorithm of a seeded Random is fixed for good
    }

    /// <param name="count">Images in all.</param>
    /// <param name="share">How much of them is of the subgroup, where it has conditions; null: what the data set has.</param>
    public ImageSet ForPlatform(int count, double? share)
    {
        EnsureEnough(count);
        var part = _order[..count];
        if (!_isNatural || share is null)
        {
            return _images.Select(part);
        }

        int wanted = (int)Math.Round(share.Value * count, MidpointRounding.AwayFromZero);
        int[] own = [.. part.Where(IsOfSubgroup)];
        if (own.Length < wanted)
        {
            throw new DatasetException(string.Create(CultureInfo.InvariantCulture,
                $"disparity.share-in-training: {share} of the platform's {count} images are {wanted} of the subgroup, but only "
                    + $"{own.Length} of them are: lower it, or write null."));
        }

        int[] others = [.. _order.Where(i => !IsOfSubgroup(i)).Take(count - wanted)];
        return others.Length == count - wanted
            ? _images.Select([.. own.Take(wanted), .. others])
            : throw new DatasetException(
                $"The data set has {others.Length} training images outside of the subgroup, and the platform needs "
                    + $"{count - wanted}: lower dataset.platform-images.");
    }

    /// <param name="count">Images in all.</param>
    /// <param name="platformImages">Images at the start of the order that are the platform's.</param>
    /// <param name="log">Told how many images it does without.</param>
    public ImageSet ForCollective(int count, int platformImages, Action<string>? log = null)
    {
        EnsureEnough(platformImages + count);
        int[] rest = [.. _order[platformImages..].Where(image => !_isNatural || IsOfSubgroup(image))];
        int[] own = OfCollective(platformImages);
        var twins = rest.Length - own.Length;
        if (twins > 0)
        {
            log?.Invoke($"left out: {twins} images with the pixels of others that the platform may be trained on");
        }

        return own.Length >= count
            ? _images.Select(own[^count..])
            : throw new DatasetException(
                $"Of the {_order.Length - platformImages} training images that are not the platform's, {own.Length} are "
                + $"{(_isNatural ? "of the subgroup" : "left")}"
                + $"{(twins > 0 ? $" without the {twins} that repeat an image which the platform may have" : "")}, and the "
                + $"collective needs {count}: "
                + "lower dataset.platform-images, collective.sizes or collective.queries-per-member.");
    }

    /// <param name="most">Images in all, or as many as there are.</param>
    /// <param name="collectiveImages">Images of the largest collective.</param>
    /// <param name="platformImages">Images at the start of the order that are the platform's.</param>
    public ImageSet ForValidation(int most, int collectiveImages, int platformImages)
    {
        EnsureEnough(platformImages + collectiveImages);
        int[] own = OfCollective(platformImages);
        var collectives = own[^Math.Min(collectiveImages, own.Length)..].Select(image => _contents[image]).ToHashSet();
        int[] left = [.. own.Where(image => !collectives.Contains(_contents[image]))];
        return left.Length >= LeastToChooseOn
            ? _images.Select(left[^Math.Min(most, left.Length)..])
            : throw new DatasetException(
                $"{left.Length} training images{(_isNatural ? " of the subgroup" : "")} are neither the platform's nor the "
                + $"collective's, and {LeastToChooseOn} at least are needed to choose controls on: "
                + "lower dataset.platform-images, collective.sizes or collective.queries-per-member.");
    }

    /// <summary>
    /// What a collective's images are taken of: those of the subgroup after the platform's, without what repeats one of these.
    /// </summary>
    private int[] OfCollective(int platformImages)
    {
        var platforms = _order.Where((image, place) => place < platformImages || (_isNatural && !IsOfSubgroup(image)))
            .Select(image => _contents[image])
            .ToHashSet();
        return [.. _order[platformImages..].Where(image => (!_isNatural || IsOfSubgroup(image)) && !platforms.Contains(_contents[image]))];
    }

    private bool IsOfSubgroup(int image) => _images.Groups[image] == Group.Subgroup;

    private void EnsureEnough(int needed)
    {
        if (needed > _order.Length)
        {
            throw new DatasetException(
                $"The data set has {_order.Length} training images, and platform and collective need {needed}: "
                + "lower dataset.platform-images, collective.sizes or collective.queries-per-member.");
        }
    }
}
