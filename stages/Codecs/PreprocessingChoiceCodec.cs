using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>A choice of preprocessing as <c>preprocessing.json</c>: the best tool, each one's accuracy on the validation images, and the queries.</summary>
public sealed class PreprocessingChoiceCodec : IArtifactCodec<PreprocessingChoice>
{
    public void Write(PreprocessingChoice value, ArtifactWriter writer) => writer.WriteJson("preprocessing.json", value);

    public PreprocessingChoice Read(ArtifactReader reader) => reader.ReadJson<PreprocessingChoice>("preprocessing.json");
}
