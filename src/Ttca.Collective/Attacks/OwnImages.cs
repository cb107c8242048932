using Ttca.Datasets;

namespace Ttca.Collective;

/// <summary>Images that users own beside the one they submit, by class: what an attack with labels alone starts from.</summary>
internal sealed class OwnImages(ImageSet images)
{
    private readonly byte[] _pixels = images.ReadAll();     // [N,3,H,W]
    private readonly ILookup<int, int> _rows = Enumerable.Range(0, images.Count).ToLookup(row => images.Labels[row]);

    /// <summary>The rows of a class, the one nearest to an image (Euclidean) first: the way from it to the image is the shortest.</summary>
    public int[] NearestOf(int label, ReadOnlySpan<byte> image)
    {
        var rows = _rows[label].ToArray();
        var distances = new long[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            distances[i] = SquaredDistance(image, Image(rows[i]));
        }

        Array.Sort(distances, rows);
        return rows;
    }

    /// <summary>One image, <c>[3,H,W]</c>.</summary>
    public ReadOnlySpan<byte> Image(int row) => _pixels.AsSpan(row * images.ImageLength, images.ImageLength);

    private static long SquaredDistance(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var sum = 0L;
        for (var i = 0; i < one.Length; i++)
        {
            var difference = one[i] - other[i];
            sum += difference * difference;
        }

        return sum;
    }
}
