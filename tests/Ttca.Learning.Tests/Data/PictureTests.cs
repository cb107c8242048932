using System.Security.Cryptography;
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
        (string Name, double Amount)[] shown = [("darken", 0.35), ("low-contrast", 0.7), ("blur", 1.5), ("gaussian-noise", 30), ("tint", 0.8)];
        shown.Select(step => step.Name).ShouldBe(Transformation.All.Keys);
        var rows = shown.Select(step => Disparity.ApplySubgroup(originals, [new() { Name = step.Name, Amount = step.Amount }], seed: 3)).Prepend(originals).ToArray();
        var sheet = new ImageSet(
            [.. rows.SelectMany(row => row.Pixels)], [.. rows.SelectMany(row => row.Labels)], [.. rows.SelectMany(row => row.Groups)], originals.Height, originals.Width);
        ShouldLookLike("transformations.png", sheet, columns: 10);
    }

    [Fact]
    public void Embedded_data_set_has_the_same_bytes_on_every_machine()
    {
        // Recorded on Linux x64 (AMD EPYC), .NET 10.0; the drawing uses only arithmetic that IEEE 754 defines to the last bit.
        var dataset = EmbeddedDataset.Draw(1000, 500, seed: 1);
        Hash(dataset.Train.Pixels).ShouldBe("b55aa1a0137be05d75622633084c66ec0a1eee5a27e2b9ee380c29251a4a7c09");
        Hash(dataset.Test.Pixels).ShouldBe("9b6ad115e4fda126f66fa204eb4bd7d40091df0586e8def082a88bab3be204dc");
    }

    [Fact]
    public void Random_transformations_have_the_same_bytes_on_every_machine()
    {
        TransformationParameters[] steps = [new() { Name = "blur", Amount = 0.8 }, new() { Name = "gaussian-noise", Amount = 12 }];
        Hash(Disparity.ApplySubgroup(EmbeddedDataset.Draw(100, 0, seed: 1).Train, steps, seed: 1).Pixels).ShouldBe("bb81431b542887977b5356c082073d2f2cac72800b0f7ae5520c28e72db58918");
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
