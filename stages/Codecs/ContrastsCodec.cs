using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>Contrasts as <c>contrasts.json</c>; undefined numbers are null there.</summary>
public sealed class ContrastsCodec : IArtifactCodec<Contrasts>
{
    public void Write(Contrasts value, ArtifactWriter writer) => writer.WriteJson("contrasts.json", value);

    public Contrasts Read(ArtifactReader reader) => reader.ReadJson<Contrasts>("contrasts.json");
}
