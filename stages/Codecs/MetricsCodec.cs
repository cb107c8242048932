using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>
/// Metrics as <c>metrics.json</c>; undefined numbers are null there. Beside <c>estimate</c>, whose kind <c>interval</c> names, is <c>percentile</c>, with the bootstrap's percentile interval.
/// </summary>
public sealed class MetricsCodec : IArtifactCodec<Metrics>
{
    public void Write(Metrics value, ArtifactWriter writer) => writer.WriteJson("metrics.json", value);

    public Metrics Read(ArtifactReader reader) => reader.ReadJson<Metrics>("metrics.json");
}

/// <summary>Rendered files, each as it is: the names are paths within the folder of results.</summary>
public sealed class RenderedFilesCodec : IArtifactCodec<RenderedFiles>
{
    public void Write(RenderedFiles value, ArtifactWriter writer)
    {
        foreach (var (path, content) in value.Files)
        {
            writer.Write(path, stream => stream.Write(content));
        }
    }

    public RenderedFiles Read(ArtifactReader reader)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string name in reader.Names)
        {
            using var stream = reader.Open(name);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            files[name] = content.ToArray();
        }

        return new RenderedFiles(files);
    }
}
