using Ttca.Collective;
using Ttca.Learning.Formats;
using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>Each detector's scores as <c>DETECTOR.npy</c>, float32 [N].</summary>
public sealed class DetectorScoresCodec : IArtifactCodec<DetectorScores>
{
    public void Write(DetectorScores value, ArtifactWriter writer)
    {
        foreach (string detector in Detectors.All)
        {
            writer.Write($"{detector}.npy", s => Npy.Write<float>(s, value.Of[detector], value.Of[detector].Length));
        }
    }

    public DetectorScores Read(
        ArtifactReader reader) =>
            new(Detectors.All.ToDictionary(detector => detector, detector => reader.ReadNpy<float>($"{detector}.npy").Values));
}
