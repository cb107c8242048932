using System.Runtime.InteropServices;
using Ttca.Datasets;
using Ttca.Learning.Formats;
using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>
/// Images as <c>images.npy</c> uint8 [N,3,H,W] of any size, <c>size.json</c> (H and W), <c>labels.npy</c> int32 [N], <c>groups.npy</c>
/// uint8 [N] (0 majority, 1 subgroup) and <c>sources.json</c>, the way back to each; where there are attributes, <c>attributes.json</c>
/// with their names and values, and <c>attributes.npy</c> uint8 [A,N].
/// </summary>
public sealed class ImageSetCodec : IArtifactCodec<ImageSet>
{
    private const int BytesAtOnce = 16 << 20;

    public void Write(ImageSet value, ArtifactWriter writer) => Write(value, writer, prefix: "");

    public ImageSet Read(ArtifactReader reader) => Read(reader, prefix: "");

    internal static void Write(ImageSet value, ArtifactWriter writer, string prefix)
    {
        writer.Write($"{prefix}images.npy", s => Npy.WriteBytes(s, Pieces(value), value.Count, 3, value.Height, value.Width));
        writer.WriteJson($"{prefix}size.json", new Size(value.Height, value.Width));
        writer.Write($"{prefix}labels.npy", s => Npy.Write<int>(s, value.Labels, value.Count));
        writer.Write($"{prefix}groups.npy", s => Npy.Write<byte>(s, MemoryMarshal.AsBytes(value.Groups.AsSpan()), value.Count));
        writer.WriteJson($"{prefix}sources.json", value.Sources);
        if (value.Attributes.Count > 0)
        {
            writer.WriteJson(
                $"{prefix}attributes.json", value.Attributes.Select(attribute => new AttributeNames(attribute.Name, attribute.Values)));
            byte[] codes = [.. value.Attributes.SelectMany(attribute => attribute.Codes)]; // [A,N]
            writer.Write($"{prefix}attributes.npy", s => Npy.Write<byte>(s, codes, value.Attributes.Count, value.Count));
        }
    }

    /// <summary>The images, whose pixels stay in their file until they are asked for.</summary>
    internal static ImageSet Read(ArtifactReader reader, string prefix)
    {
        var (height, width) = reader.ReadJson<Size>($"{prefix}size.json");
        var (labels, _) = reader.ReadNpy<int>($"{prefix}labels.npy");
        var (groups, _) = reader.ReadNpy<byte>($"{prefix}groups.npy");
        var attributes = reader.Names.Contains($"{prefix}attributes.json") ? ReadAttributes(reader, prefix) : [];
        var pixels = new StoredPixels(() => reader.Open($"{prefix}images.npy"), [labels.Length, 3, height, width]);
        return new ImageSet(
            pixels.Read,
            labels,
            MemoryMarshal.Cast<byte, Group>(groups).ToArray(),
            height,
            width,
            attributes,
            reader.ReadJson<IReadOnlyList<string>>($"{prefix}sources.json"));
    }

    /// <summary>
    /// All pixels in turn, each time in the same memory: what a data set of gigabytes leaves behind is collected too late.
    /// </summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(ImageSet images)
    {
        int most = Math.Max(1, BytesAtOnce / images.ImageLength);
        var memory = new byte[(long)Math.Min(most, images.Count) * images.ImageLength];
        for (int first = 0; first < images.Count; first += most)
        {
            var piece = memory.AsMemory(0, Math.Min(most, images.Count - first) * images.ImageLength);
            images.ReadFrom(first, piece);
            yield return piece;
        }
    }

    private static List<AttributeColumn> ReadAttributes(ArtifactReader reader, string prefix)
    {
        var names = reader.ReadJson<IReadOnlyList<AttributeNames>>($"{prefix}attributes.json");
        var (codes, shape) = reader.ReadNpy<byte>($"{prefix}attributes.npy"); // [A,N]
        return
        [
            .. names.Select(
                (attribute, i) => new AttributeColumn(attribute.Name, attribute.Values, codes[(i * shape[1])..((i + 1) * shape[1])])),
        ];
    }

    private sealed record Size(int Height, int Width);

    private sealed record AttributeNames(string Name, IReadOnlyList<string> Values);
}

/// <summary>
/// A data set as two image sets, <c>train-*</c> and <c>test-*</c>, <c>train-contents.npy</c> int32 [N] (equal pixels, equal number),
/// <c>classes.json</c>, and <c>notes.json</c> with what was counted while it was read.
/// </summary>
public sealed class DatasetCodec : IArtifactCodec<Dataset>
{
    public void Write(Dataset value, ArtifactWriter writer)
    {
        writer.WriteJson("classes.json", value.ClassNames);
        writer.WriteJson("notes.json", value.Notes);
        writer.Write("train-contents.npy", s => Npy.Write<int>(s, value.Contents, value.Contents.Length));
        ImageSetCodec.Write(value.Train, writer, "train-");
        ImageSetCodec.Write(value.Test, writer, "test-");
    }

    public Dataset Read(ArtifactReader reader) => new(
        reader.ReadJson<IReadOnlyList<string>>("classes.json"),
        ImageSetCodec.Read(reader, "train-"),
        ImageSetCodec.Read(reader, "test-"))
    {
        Contents = reader.ReadNpy<int>("train-contents.npy").Values,
        Notes = reader.ReadJson<IReadOnlyList<DatasetNote>>("notes.json"),
    };
}
