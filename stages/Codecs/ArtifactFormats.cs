using System.Text.Json;
using Ttca.Learning.Formats;
using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>The formats that several codecs use.</summary>
internal static class ArtifactFormats
{
    /// <summary>No artifact of an experiment comes near: a larger header is a damaged or hostile file.</summary>
    private const long MaxBytes = 4L << 30;

    public static (T[] Values, int[] Shape) ReadNpy<T>(this ArtifactReader reader, string name)
        where T : unmanaged
    {
        using var stream = reader.Open(name);
        return Npy.Read<T>(stream, MaxBytes);
    }

    public static void WriteJson<T>(this ArtifactWriter writer, string name, T value) =>
        writer.Write(name, stream => JsonSerializer.Serialize(stream, value, JsonFormat.Options));

    public static T ReadJson<T>(this ArtifactReader reader, string name)
    {
        using var stream = reader.Open(name);
        return JsonSerializer.Deserialize<T>(stream, JsonFormat.Options)
            ?? throw new InvalidDataException($"{name} holds no value");
    }
}
