using System.Runtime.InteropServices;
using Ttca.Learning.Data;
using Ttca.Learning.Formats;
using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>
/// Images as <c>images.npy</c> uint8 [N,3,H,W], <c>labels.npy</c> int32 [N], <c>groups.npy</c> uint8 [N] (0 majority, 1 subgroup); where
/// there are attributes, <c>attributes.json</c> with their names and values, and <c>attributes.npy</c> uint8 [A,N].
/// </summary>
public sealed class ImageSetCodec : IArtifactCodec<ImageSet>
{
    public void Write(ImageSet value, ArtifactWriter writer) => Write(value, writer, prefix: "");

    public ImageSet Read(ArtifactReader reader) => Read(reader, prefix: "");

    internal static void Write(ImageSet value, ArtifactWriter writer, string prefix)
    {
        writer.Write($"{prefix}images.npy", s => Npy.Write<byte>(s, value.Pixels, value.Count, 3, value.Height, value.Width));
        writer.Write($"{prefix}labels.npy", s => Npy.Write<int>(s, value.Labels, value.Count));
        writer.Write($"{prefix}groups.npy", s => Npy.Write<byte>(s, MemoryMarshal.AsBytes(value.Groups.AsSpan()), value.Count));
        if (value.Attributes.Count > 0)
        {
            writer.WriteJson($"{prefix}attributes.json", value.Attributes.Select(attribute => new AttributeNames(attribute.Name, attribute.Values)));
            byte[] codes = [.. value.Attributes.SelectMany(attribute => attribute.Codes)]; // [A,N]
            writer.Write($"{prefix}attributes.npy", s => Npy.Write<byte>(s, codes, value.Attributes.Count, value.Count));
        }
    }

    internal static ImageSet Read(ArtifactReader reader, string prefix)
    {
        var (pixels, shape) = reader.ReadNpy<byte>($"{prefix}images.npy"); // [N,3,H,W]
        var (labels, _) = reader.ReadNpy<int>($"{prefix}labels.npy");
        var (groups, _) = reader.ReadNpy<byte>($"{prefix}groups.npy");
        var attributes = reader.Names.Contains($"{prefix}attributes.json") ? ReadAttributes(reader, prefix) : [];
        return new ImageSet(pixels, labels, MemoryMarshal.Cast<byte, Group>(groups).ToArray(), height: shape[2], width: shape[3], attributes);
    }

    private static List<AttributeColumn> ReadAttributes(ArtifactReader reader, string prefix)
    {
        var names = reader.ReadJson<IReadOnlyList<AttributeNames>>($"{prefix}attributes.json");
        var (codes, shape) = reader.ReadNpy<byte>($"{prefix}attributes.npy"); // [A,N]
        return [.. names.Select((attribute, i) => new AttributeColumn(attribute.Name, attribute.Values, codes[(i * shape[1])..((i + 1) * shape[1])]))];
    }

    private sealed record AttributeNames(string Name, IReadOnlyList<string> Values);
}

/// <summary>A data set as two image sets, <c>train-*.npy</c> and <c>test-*.npy</c>, and <c>classes.json</c>.</summary>
public sealed class DatasetCodec : IArtifactCodec<Dataset>
{
    public void Write(Dataset value, ArtifactWriter writer)
    {
        writer.WriteJson("classes.json", value.ClassNames);
        ImageSetCodec.Write(value.Train, writer, "train-");
        ImageSetCodec.Write(value.Test, writer, "test-");
    }

    public Dataset Read(ArtifactReader reader) => new(
        reader.ReadJson<IReadOnlyList<string>>("classes.json"),
        ImageSetCodec.Read(reader, "train-"),
        ImageSetCodec.Read(reader, "test-"));
}
