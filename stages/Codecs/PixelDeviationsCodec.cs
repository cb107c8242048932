using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>Standard deviations of pixel values as <c>pixels.json</c>.</summary>
public sealed class PixelDeviationsCodec : IArtifactCodec<PixelDeviations>
{
    public void Write(PixelDeviations value, ArtifactWriter writer) => writer.WriteJson("pixels.json", value);

    public PixelDeviations Read(ArtifactReader reader) => reader.ReadJson<PixelDeviations>("pixels.json");
}
