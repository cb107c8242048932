using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>Divided variance as <c>variance.json</c>.</summary>
public sealed class DividedVarianceCodec : IArtifactCodec<DividedVariance>
{
    public void Write(DividedVariance value, ArtifactWriter writer) => writer.WriteJson("variance.json", value);

    public DividedVariance Read(ArtifactReader reader) => reader.ReadJson<DividedVariance>("variance.json");
}
