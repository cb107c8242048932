using Ttca.Datasets;

namespace Ttca.Collective.Tests;

internal static class Images
{
    /// <summary>Images of uniform noise within [low, high], labels 0, 1, .. K - 1 in turn, groups alternating.</summary>
    public static ImageSet Noise(int count, int classes, int height, int width, long seed, int low = 0, int high = 255)
    {
        var random = new SplitMix64(seed);
        var pixels = new byte[count * 3 * height * width];
        for (var j = 0; j < pixels.Length; j++)
        {
            pixels[j] = (byte)(low + random.NextInt(high - low + 1));
        }

        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % classes)];
        Group[] groups = [.. Enumerable.Range(0, count).Select(i => (Group)(i % 2))];
        return new ImageSet(pixels, labels, groups, height, width);
    }
}
