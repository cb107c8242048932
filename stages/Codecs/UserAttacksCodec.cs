using System.Text.Json.Serialization;
using Parquet.Serialization;
using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>
/// Users' attacks as <c>rows.parquet</c>, a row per image, and <c>ledger.json</c> with what was spent on images and on tuning.
/// </summary>
public sealed class UserAttacksCodec : IArtifactCodec<UserAttacks>
{
    public void Write(UserAttacks value, ArtifactWriter writer)
    {
        var images = value.Images;
        var rows = Enumerable.Range(0, images.Count).Select(i => new Row
        {
            Image = images.Rows[i],
            Group = (int)images.Groups[i],
            Label = images.Labels[i],
            PredictedBefore = images.PredictedBefore[i],
            Success = images.Succeeded[i],
            Queries = images.Queries[i],
        });
        using var buffer = new MemoryStream(); // Parquet's writer seeks, the store's stream can't
        ParquetSerializer.SerializeAsync(rows, buffer).GetAwaiter().GetResult();
        writer.Write("rows.parquet", buffer.WriteTo);
        writer.WriteJson("ledger.json", new Ledger(images.TotalQueries, value.TuningQueries, value.Tuning));
    }

    public UserAttacks Read(ArtifactReader reader)
    {
        using var stream = reader.Open("rows.parquet");
        var rows = ParquetSerializer.DeserializeAsync<Row>(stream).GetAwaiter().GetResult().Data;
        var images = new AttackedImages(
            [.. rows.Select(row => row.Image)],
            [.. rows.Select(row => (Group)row.Group)],
            [.. rows.Select(row => row.Label)],
            [.. rows.Select(row => row.PredictedBefore)],
            [.. rows.Select(row => row.Success)],
            [.. rows.Select(row => row.Queries)]);
        return new UserAttacks(images, reader.ReadJson<Ledger>("ledger.json").Tuning);
    }

    private sealed record Ledger(long AttackQueries, long TuningQueries, TuningResult? Tuning);

    /// <summary>One user's attack on one image.</summary>
    private sealed class Row
    {
        /// <summary>Its row in the test set.</summary>
        [JsonPropertyName("image")]
        public int Image { get; set; }

        /// <summary>0 majority, 1 subgroup.</summary>
        [JsonPropertyName("group")]
        public int Group { get; set; }

        [JsonPropertyName("label")]
        public int Label { get; set; }

        [JsonPropertyName("predicted_before")]
        public int PredictedBefore { get; set; }

        [JsonPropertyName("success")]
        public bool Success { get; set; }

        [JsonPropertyName("queries")]
        public int Queries { get; set; }
    }
}
