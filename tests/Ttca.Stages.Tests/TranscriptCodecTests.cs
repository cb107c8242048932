using Ttca.Collective;
using Ttca.Learning.Formats;
using Ttca.Pipeline;
using Ttca.Stages.Codecs;

namespace Ttca.Stages.Tests;

public sealed class TranscriptCodecTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");
    private readonly TranscriptCodec _codec = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(AnswerKind.Probabilities, new[] { 2, 3 })]
    [InlineData(AnswerKind.Top1, new[] { 2 })]
    [InlineData(AnswerKind.Label, new[] { 0 })]
    public void Scores_have_the_shape_of_what_they_tell(AnswerKind kind, int[] shape)
    {
        float[] probabilities = [0.5f, 0.3f, 0.2f, 0.1f, 0.1f, 0.8f];      // 2 images
        var answers = Answers.Reveal(kind, classes: 3, probabilities, probabilities);
        var store = ArtifactStore.Open(_folder.FullName, TimeProvider.System);
        var writer = new ArtifactWriter(store);
        _codec.Write(new Transcript(new byte[2 * 3 * 4 * 4], answers, 4, 4, members: 1, queriesPerMember: 2), writer);
        var reader = new ArtifactReader(store, new StoredArtifact("QueryPlatform-1", "key", writer.Artifact));

        using (var scores = reader.Open("scores.npy"))
        {
            Npy.Read<float>(scores, maxBytes: 1_000).Shape.ShouldBe(shape);
        }

        _codec.Read(reader).Answers.Scores.ShouldBe(answers.Scores);
    }
}
