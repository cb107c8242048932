using System.Text.Json.Serialization;
using Parquet.Serialization;
using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning.Formats;
using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>An evaluation as <c>rows.parquet</c>, a row per condition and test image, and <c>ledger.json</c>.</summary>
public sealed class EvaluationCodec : IArtifactCodec<Evaluation>
{
    public void Write(Evaluation value, ArtifactWriter writer)
    {
        var rows = value.Conditions.SelectMany(condition => Enumerable.Range(0, value.Labels.Length).Select(i => new Row
        {
            Condition = condition.Name,
            Image = value.Sources[i],
            Group = (int)value.Groups[i],
            Label = value.Labels[i],
            Prediction = condition.Predictions[i],
            ClaimedClass = value.ClaimedClasses[i],
            ClaimPrediction = condition.ClaimPredictions[i] is var answer && answer == Condition.NotAsked ? null : answer,
        }));
        using var buffer = new MemoryStream(); // Parquet's writer seeks, the store's stream can't
        ParquetSerializer.SerializeAsync(rows, buffer).GetAwaiter().GetResult();
        writer.Write("rows.parquet", buffer.WriteTo);
        writer.WriteJson("ledger.json", new Ledger(value.Queries));
    }

    public Evaluation Read(ArtifactReader reader)
    {
        using var stream = reader.Open("rows.parquet");
        var rows = ParquetSerializer.DeserializeAsync<Row>(stream).GetAwaiter().GetResult().Data;
        var byCondition = rows.GroupBy(row => row.Condition, StringComparer.Ordinal).ToList();
        var conditions = byCondition.Select(group => new Condition(
            group.Key, [.. group.Select(row => row.Prediction)], [.. group.Select(row => row.ClaimPrediction ?? Condition.NotAsked)]));
        var images = byCondition[0];
        return new Evaluation(
            [.. images.Select(row => row.Label)],
            [.. images.Select(row => (Group)row.Group)],
            [.. conditions],
            [.. images.Select(row => row.ClaimedClass)],
            reader.ReadJson<Ledger>("ledger.json").Queries)
        {
            Sources = [.. images.Select(row => row.Image)],
        };
    }

    private sealed record Ledger(long Queries);

    /// <summary>One test image under one condition.</summary>
    private sealed class Row
    {
        [JsonPropertyName("condition")]
        public string Condition { get; set; } = "";

        /// <summary>The way back to it: its file within the folder of the data set, or the number of its record.</summary>
        [JsonPropertyName("image")]
        public string Image { get; set; } = "";

        /// <summary>0 majority, 1 subgroup.</summary>
        [JsonPropertyName("group")]
        public int Group { get; set; }

        [JsonPropertyName("label")]
        public int Label { get; set; }

        [JsonPropertyName("prediction")]
        public int Prediction { get; set; }

        [JsonPropertyName("claimed_class")]
        public int ClaimedClass { get; set; }

        /// <summary>Null where nothing was claimed.</summary>
        [JsonPropertyName("claim_prediction")]
        public int? ClaimPrediction { get; set; }
    }
}

/// <summary>A proxy's answers as <c>labels.npy</c>, int32 [N].</summary>
public sealed class ProxyAnswersCodec : IArtifactCodec<ProxyAnswers>
{
    public void Write(ProxyAnswers value, ArtifactWriter writer) =>
        writer.Write("labels.npy", s => Npy.Write<int>(s, value.Labels, value.Labels.Length));

    public ProxyAnswers Read(ArtifactReader reader) => new(reader.ReadNpy<int>("labels.npy").Values);
}
