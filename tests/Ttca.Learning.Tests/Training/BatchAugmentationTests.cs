using CsCheck;
using Ttca.Datasets;
using Ttca.Learning.Training;

namespace Ttca.Learning.Tests.Training;

public sealed class BatchAugmentationTests
{
    private const int Side = 8;                 // moved by up to one pixel

    [Fact]
    public void Copy_without_augmentation_changes_nothing() =>
        Gen.Byte.Array[3 * Side * Side].Sample(image => Copies([], image, 1).Single().SequenceEqual(image));

    [Fact]
    public void Copy_with_flip_gives_the_image_and_its_mirror_about_equally_often()
    {
        var image = Numbered();
        var copies = Copies([BatchAugmentation.Flip], image, 1000);

        copies.ShouldAllBe(copy => copy.SequenceEqual(image) || copy.SequenceEqual(Moved(image, 0, 0, mirrored: true)));
        copies.Count(copy => copy.SequenceEqual(image)).ShouldBeInRange(437, 563);      // 4 standard deviations of 15.8
    }

    [Fact]
    public void Copy_with_crop_gives_all_nine_shifts_with_black_borders()
    {
        var image = Numbered();
        var expected = (from dy in new[] { -1, 0, 1 }
                        from dx in new[] { -1, 0, 1 }
                        select Convert.ToHexString(Moved(image, dy, dx, false))).ToHashSet();

        Copies([BatchAugmentation.Crop], image, 500).Select(Convert.ToHexString).ToHashSet().SetEquals(expected).ShouldBeTrue();
    }

    [Fact]
    public void Copy_with_flip_and_crop_gives_all_eighteen_combinations()
    {
        var image = Numbered();
        var expected =
            (from dy in new[] { -1, 0, 1 } from dx in new[] { -1, 0, 1 } from mirrored in new[] { false, true }
             select Convert.ToHexString(Moved(image, dy, dx, mirrored))).ToHashSet();

        Copies([BatchAugmentation.Flip, BatchAugmentation.Crop], image, 1000)
            .Select(Convert.ToHexString)
            .ToHashSet()
            .SetEquals(expected)
            .ShouldBeTrue();
    }

    private static List<byte[]> Copies(string[] names, byte[] image, int count)
    {
        var augmentation = new BatchAugmentation(names, Side, Side);
        var random = new SplitMix64(4);
        var copies = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            var copy = new byte[image.Length];
            Array.Fill(copy, (byte)77);          // what an earlier batch may have left there
            augmentation.Copy(image, copy, ref random);
            copies.Add(copy);
        }

        return copies;
    }

    private static byte[] Numbered() => [.. Enumerable.Range(1, 3 * Side * Side).Select(i => (byte)i)];

    private static byte[] Moved(byte[] image, int dy, int dx, bool mirrored)
    {
        var moved = new byte[image.Length];
        for (var c = 0; c < 3; c++)
        {
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++)
                {
                    var (fromY, fromX) = (y + dy, (mirrored ? Side - 1 - x : x) + dx);
                    var inside = fromY is >= 0 and < Side && fromX is >= 0 and < Side;
                    moved[(c * Side + y) * Side + x] = inside ? image[(c * Side + fromY) * Side + fromX] : (byte)0;
                }
            }
        }

        return moved;
    }
}
