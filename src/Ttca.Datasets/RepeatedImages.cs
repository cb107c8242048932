using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ttca.Datasets;

/// <summary>Images that are there more than once, judged by their pixels as the networks see them.</summary>
public static class RepeatedImages
{
    /// <summary>Numbers the contents of a data set, and sees to it that no training image is a test image too.</summary>
    /// <param name="dataset">As it was read.</param>
    /// <param name="isPublished">Whether others use the very same split: then it stays as it is, and only says so.</param>
    /// <returns>The data set with its contents numbered; what was found is among its notes.</returns>
    public static Dataset Settle(Dataset dataset, bool isPublished)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var (train, test) = (HashesOf(dataset.Train), HashesOf(dataset.Test));
        var tested = test.ToHashSet();
        int[] kept = [.. Enumerable.Range(0, train.Length).Where(i => isPublished || !tested.Contains(train[i]))];
        var twins = train.Count(tested.Contains);
        DatasetNote[] found =
        [
            new("train", DatasetNote.Images, DatasetNote.All, kept.Length),
            new("test", DatasetNote.Images, DatasetNote.All, test.Length),
            new("train", isPublished ? DatasetNote.PublishedTwins : DatasetNote.TestTwins, DatasetNote.All, twins),
            new("train", DatasetNote.Repeated, DatasetNote.All, train.Length - train.Distinct().Count()),
            new("test", DatasetNote.Repeated, DatasetNote.All, test.Length - tested.Count),
        ];
        return dataset with
        {
            Train = kept.Length == train.Length ? dataset.Train : dataset.Train.Select(kept),
            Contents = NumbersOf([.. kept.Select(i => train[i])]),
            Notes = [.. found.Where(note => note.What == DatasetNote.Images || note.Count > 0), .. dataset.Notes],
        };
    }

    /// <summary>Half of the SHA-256 of each image: no two different images ever share it.</summary>
    private static UInt128[] HashesOf(ImageSet images)
    {
        var hashes = new UInt128[images.Count];
        OnAllCores.For(images.Count, i =>
        {
            var pixels = ArrayPool<byte>.Shared.Rent(images.ImageLength);
            images.Read(i, pixels.AsSpan(0, images.ImageLength));
            hashes[i] = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(pixels.AsSpan(0, images.ImageLength)));
            ArrayPool<byte>.Shared.Return(pixels);
        });
        return hashes;
    }

    private static int[] NumbersOf(UInt128[] hashes)
    {
        var numbers = new Dictionary<UInt128, int>();
        return [.. hashes.Select((hash, i) => numbers.TryAdd(hash, i) ? i : numbers[hash])];
    }
}
