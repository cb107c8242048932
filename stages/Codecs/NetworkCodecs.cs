using System.Globalization;
using System.Text;
using Ttca.Collective;
using Ttca.Learning.Networks;
using Ttca.Learning.Training;
using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>A network as <c>weights.safetensors</c>, which PyTorch reads.</summary>
public sealed class NetworkCodec : IArtifactCodec<Network>
{
    public void Write(Network value, ArtifactWriter writer) => writer.Write("weights.safetensors", value.Save);

    public Network Read(ArtifactReader reader)
    {
        using var stream = reader.Open("weights.safetensors");
        return Network.Load(stream);
    }
}

/// <summary>
/// A platform as <c>weights.safetensors</c>, its training as <c>curve.csv</c>, and its defences, where it has some, as
/// <c>defences.json</c>.
/// </summary>
public sealed class TrainedPlatformCodec : IArtifactCodec<TrainedPlatform>
{
    private const string Defences = "defences.json";

    public void Write(TrainedPlatform value, ArtifactWriter writer)
    {
        writer.Write("weights.safetensors", value.Model.Save);
        writer.Write("curve.csv", stream => WriteCurve(value.Curve, stream));
        if (value.Model.Defences.Count > 0)
        {
            writer.WriteJson(Defences, value.Model.Defences);
        }
    }

    public TrainedPlatform Read(ArtifactReader reader)
    {
        using var weights = reader.Open("weights.safetensors");
        using var curve = new StreamReader(reader.Open("curve.csv"));
        var defences = reader.Names.Contains(Defences) ? reader.ReadJson<List<DefenceParameters>>(Defences) : [];
        return new TrainedPlatform(PlatformModel.Load(weights, defences), ReadCurve(curve));
    }

    private static void WriteCurve(TrainingCurve curve, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("epoch,loss,learning-rate");
        foreach (var epoch in curve.Epochs)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{epoch.Epoch},{epoch.Loss:R},{epoch.LearningRate:R}"));
        }
    }

    private static TrainingCurve ReadCurve(StreamReader reader)
    {
        var epochs = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(','))
            .Select(cells => new EpochResult(
                int.Parse(cells[0], CultureInfo.InvariantCulture),
                double.Parse(cells[1], CultureInfo.InvariantCulture),
                double.Parse(cells[2], CultureInfo.InvariantCulture)));
        return new TrainingCurve([.. epochs]);
    }
}
