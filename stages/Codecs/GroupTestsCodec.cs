using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>Tests between groups as <c>tests.json</c>; undefined numbers are null there.</summary>
public sealed class GroupTestsCodec : IArtifactCodec<GroupTests>
{
    public void Write(GroupTests value, ArtifactWriter writer) => writer.WriteJson("tests.json", value);

    public GroupTests Read(ArtifactReader reader) => reader.ReadJson<GroupTests>("tests.json");
}
