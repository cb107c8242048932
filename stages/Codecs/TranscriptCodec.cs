using Ttca.Collective;
using Ttca.Learning;
using Ttca.Learning.Formats;
using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>
/// A transcript as <c>images.npy</c> uint8 [N,3,H,W], <c>labels.npy</c> int32 [N], <c>scores.npy</c> float32 ([N,K] where answers are
/// probabilities, [N] where they are the top one's, [0] where they are labels) and <c>ledger.json</c>.
/// </summary>
public sealed class TranscriptCodec : IArtifactCodec<Transcript>
{
    public void Write(Transcript value, ArtifactWriter writer)
    {
        var answers = value.Answers;
        writer.Write("images.npy", s => Npy.Write<byte>(s, value.Pixels, answers.Count, 3, value.Height, value.Width));
        writer.Write("labels.npy", s => Npy.Write<int>(s, answers.Labels, answers.Count));
        writer.Write("scores.npy", s => Npy.Write<float>(s, answers.Scores, ShapeOf(answers)));
        writer.WriteJson("ledger.json", new Ledger(answers.Kind, answers.Classes, value.Members, value.QueriesPerMember));
    }

    public Transcript Read(ArtifactReader reader)
    {
        var (pixels, shape) = reader.ReadNpy<byte>("images.npy"); // [N,3,H,W]
        var (labels, _) = reader.ReadNpy<int>("labels.npy");
        var (scores, _) = reader.ReadNpy<float>("scores.npy");
        var ledger = reader.ReadJson<Ledger>("ledger.json");
        var answers = new Answers(ledger.Answers, ledger.Classes, labels, scores);
        return new Transcript(pixels, answers, shape[2], shape[3], ledger.Members, ledger.QueriesPerMember);
    }

    private static int[] ShapeOf(Answers answers) =>
        answers.Kind == AnswerKind.Probabilities ? [answers.Count, answers.Classes] : [answers.Scores.Length];

    private sealed record Ledger(AnswerKind Answers, int Classes, int Members, int QueriesPerMember);
}

/// <summary>A perturbation as <c>perturbation.npy</c>, int8 [K,3,H,W], and <c>epsilon.json</c>.</summary>
public sealed class PerturbationCodec : IArtifactCodec<Perturbation>
{
    public void Write(Perturbation value, ArtifactWriter writer)
    {
        writer.Write("perturbation.npy", s => Npy.Write<sbyte>(s, value.Deltas, value.Classes, 3, value.Height, value.Width));
        writer.WriteJson("epsilon.json", value.Epsilon);
    }

    public Perturbation Read(ArtifactReader reader)
    {
        var (deltas, shape) = reader.ReadNpy<sbyte>("perturbation.npy"); // [K,3,H,W]
        return new Perturbation(deltas, shape[0], shape[2], shape[3], reader.ReadJson<PixelFraction>("epsilon.json"));
    }
}
