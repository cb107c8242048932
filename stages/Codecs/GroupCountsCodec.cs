using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>Numbers of test images as <c>groups.json</c>.</summary>
public sealed class GroupCountsCodec : IArtifactCodec<GroupCounts>
{
    public void Write(GroupCounts value, ArtifactWriter writer) => writer.WriteJson("groups.json", value);

    public GroupCounts Read(ArtifactReader reader) => reader.ReadJson<GroupCounts>("groups.json");
}
