using System.Text.Json.Serialization;
using Parquet;
using Parquet.Serialization;

namespace Ttca.Learning.Data.Images;

/// <summary>A Parquet file of FairFace: columns <c>image</c> (struct of <c>bytes</c> and <c>path</c>), <c>age</c>, <c>gender</c>, <c>race</c> as numbers.</summary>
internal static class FairFaceParquet
{
    /// <exception cref="DatasetException">Not such a file, or other labels than documented.</exception>
    public static IReadOnlyList<Face> Read(DataFiles files, string file)
    {
        var path = files.PathOf(file);
        IList<Row> rows;
        try
        {
            using var stream = files.Open(file);
            rows = ParquetSerializer.DeserializeAsync<Row>(stream).GetAwaiter().GetResult().Data;
        }
        catch (Exception exception) when (exception is ParquetException or IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException)
        {
            throw new DatasetException($"{path}: not a Parquet file of FairFace: {exception.Message}", exception);
        }

        return [.. rows.Select((row, i) => new Face(
            ImageOf(row, $"{Path.GetFileName(path)} row {i}"), Code("age", row.Age, FairFace.Ages), Code("gender", row.Gender, FairFace.Genders), Code("race", row.Race, FairFace.Races)))];

        byte Code(string column, long? value, string[] names) => value >= 0 && value < names.Length
            ? (byte)value
            : throw new DatasetException($"{path}: {column} is {value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing"}; expected 0 to {names.Length - 1} ({string.Join(", ", names)}).");
    }

    private static EncodedImage ImageOf(Row row, string name) => new(name, () => row.Image?.Bytes switch
    {
        null => throw new BrokenImageException("no bytes"),
        { Length: > (int)ImageDecoder.MaxFileBytes } bytes => throw new BrokenImageException($"{bytes.Length} bytes, more than the {ImageDecoder.MaxFileBytes} that are accepted"),
        var bytes => bytes,
    });

    private sealed class Row
    {
        [JsonPropertyName("image")]
        public Content? Image { get; set; }

        [JsonPropertyName("age")]
        public long? Age { get; set; }

        [JsonPropertyName("gender")]
        public long? Gender { get; set; }

        [JsonPropertyName("race")]
        public long? Race { get; set; }
    }

    private sealed class Content
    {
        [JsonPropertyName("bytes")]
        public byte[]? Bytes { get; set; }
    }
}
