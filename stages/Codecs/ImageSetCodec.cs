using System.Runtime.InteropServices;
using Ttca.Learning.Data;
using Ttca.Learning.Formats;
using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>Images as <c>images.npy</c> uint8 [N,3,H,W], <c>labels.npy</c> int32 [N], <c>groups.npy</c> uint8 [N] (0 majority, 1 subgroup).</summary>
public sealed class ImageSetCodec : IArtifactCodec<ImageSet>
{
    public void Write(ImageSet value, ArtifactWriter writer) => Write(value, writer, prefix: "");

    public ImageSet Read(ArtifactReader reader) => Read(reader, prefix: "");

    internal static void Write(ImageSet value, ArtifactWriter writer, string prefix)
    {
        writer.Write($"{prefix}images.npy", s => Npy.Write<byte>(s, value.Pixels, value.Count, 3, value.Height, value.Width));
        writer.Write($"{prefix}labels.npy", s => Npy.Write<int>(s, value.Labels, value.Count));
        writer.Write($"{prefix}groups.npy", s => Npy.Write<byte>(s, MemoryMarshal.AsBytes(value.Groups.AsSpan()), value.Count));
    }

    internal static ImageSet Read(ArtifactReader reader, string prefix)
    {
        var (pixels, shape) = reader.ReadNpy<byte>($"{prefix}images.npy"); // [N,3,H,W]
        var (labels, _) = reader.ReadNpy<int>($"{prefix}labels.npy");
        var (groups, _) = reader.ReadNpy<byte>($"{prefix}groups.npy");
        return new ImageSet(pixels, labels, MemoryMarshal.Cast<byte, Group>(groups).ToArray(), height: shape[2], width: shape[3]);
    }
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
