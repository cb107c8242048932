using System.Security.Cryptography;
using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Learning.Data.Transformations;

namespace Ttca.Learning.Tests.Data;

/// <summary>What people see: the pictures beside this file, which were looked at when they were added, pixel for pixel.</summary>
public sealed class PictureTests
{
    [Fact]
    public void Embedded_data_set_looks_as_it_did() =>
        ShouldLookLike("embedded.png", EmbeddedDataset.Draw(80, 0, seed: 1).Train, columns: 20);

    [Fact]
    public void Transformations_look_as_they_did()
    {
        // A row of originals, then one row per transformation.
        var originals = EmbeddedDataset.Draw(10, 0, seed: 2).Train;
        (string Name, double Amount)[] shown =
        [
            ("darken", 0.35), ("low-contrast", 0.7), ("blur", 1.5), ("low-resolution", 3), ("gaussian-noise", 30), ("tint", 0.8)
        ];
        shown.Select(step => step.Name).ShouldBe(Transformation.All.Keys, ignoreOrder: true);
        var rows = shown.Select(step => Disparity.ApplySubgroup(originals, [new() { Name = step.Name, Amount = step.Amount }], seed: 3))
            .Prepend(originals)
            .ToArray();
        var sheet = new ImageSet(
            [.. rows.SelectMany(row => row.ReadAll())],
            [.. rows.SelectMany(row => row.Labels)],
            [.. rows.SelectMany(row => row.Groups)],
            originals.Height,
            originals.Width);
        ShouldLookLike("transformations.png", sheet, columns: 10);
    }

    [Fact]
    public void Embedded_data_set_has_the_same_bytes_on_every_machine()
    {
        // Recorded on Linux x64 (AMD EPYC), .NET 10.0; the drawing uses only arithmetic that IEEE 754 defines to the last bit.
        var dataset = EmbeddedDataset.Draw(1000, 500, seed: 1);
        Hash(dataset.Train.ReadAll()).ShouldBe("0aa6d58f079bc0cc5e85ee22bc00c5eac88d572b1a20801ae84988f112ebf045");
        Hash(dataset.Test.ReadAll()).ShouldBe("4583ede7047acd52cc5bd7c801ccca83efd1ab6dea897e2ee1366f028aa2e64c");
    }

    [Fact]
    public void Random_transformations_have_the_same_bytes_on_every_machine()
    {
        SubgroupParameters[] steps = [new() { Name = "blur", Amount = 0.8 }, new() { Name = "gaussian-noise", Amount = 12 }];
        Hash(Disparity.ApplySubgroup(EmbeddedDataset.Draw(100, 0, seed: 1).Train, steps, seed: 1).ReadAll()).ShouldBe(
            "922c14d305fcbbab2f73d88c60dfbf2c89097cafa86bd4ae2493eaa480c360b6");
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void ShouldLookLike(string name, ImageSet images, int columns)
    {
        var expected = Path.Combine(AppContext.BaseDirectory, "Data", "Pictures", name);
        var actual = ContactSheet.Png(images, columns);
        if (!File.Exists(expected) || !ContactSheet.Pixels(actual).AsSpan().SequenceEqual(ContactSheet.Pixels(File.ReadAllBytes(expected))))
        {
            var received = Path.ChangeExtension(expected, ".received.png");
            Directory.CreateDirectory(Path.GetDirectoryName(received)!);
            File.WriteAllBytes(received, actual);
            Assert.Fail($"{name} looks different: compare it with {received}.");
        }
    }
}
