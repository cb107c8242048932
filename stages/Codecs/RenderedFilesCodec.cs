using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

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
