using System.ComponentModel.DataAnnotations;
using Ttca.Datasets;

namespace Ttca.Stages;

/// <summary>Stripes across or down.</summary>
public sealed record StripesParameters : DatasetParameters
{
    public override string Name => "stripes";

    public override string Title => "stripes, drawn by code";

    public override int Classes => 2;

    public override int Size => 16;

    /// <summary>Images to draw for training, and for tests.</summary>
    /// <value>200. From 100 to 10,000.</value>
    [Range(100, 10_000)]
    public int Images { get; init; } = 200;

    internal override Dataset Read(DatasetReading reading) => new(["across", "down"], Draw(seed: 1), Draw(seed: 2));

    private ImageSet Draw(long seed)
    {
        int[] labels = [.. Enumerable.Range(0, Images).Select(image => image % Classes)];
        return new ImageSet(
            (image, pixels) =>
            {
                var random = SplitMix64.Of(seed, image);
                for (int i = 0; i < pixels.Length; i++) // [3,H,W]
                {
                    int place = labels[image] == 0 ? i / Size % Size : i % Size;
                    pixels[i] = (byte)((place % 4 < 2 ? 60 : 150) + random.NextInt(60));
                }
            },
            labels, new Group[Images], Size, Size);
    }
}
