using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Ttca.Datasets.Images;

/// <summary>
/// A Parquet file of FairFace: columns <c>image</c> (a struct with <c>bytes</c>, or the bytes themselves), and <c>age</c>, <c>gender</c>,
/// <c>race</c>
/// as whole numbers or as names.
/// </summary>
internal static class FairFaceParquet
{
    // FairFace has 86,744 rows in two files, and 1 GB of images at its larger margin.
    private const long MaxRows = 2_000_000;
    private const long MaxImageBytes = 8L << 30;
    private const long MaxColumnBytes = 1L << 30;     // of a group of rows, which is unpacked at once

    /// <param name="files">Holds the file.</param>
    /// <param name="file">Its name.</param>
    /// <param name="maxColumnBytes">A column of a group of rows that unpacks to more is refused before it does.</param>
    /// <exception cref="DatasetException">Not such a file, too large, or labels out of bounds.</exception>
    public static IReadOnlyList<Face> Read(DataFiles files, string file, long maxColumnBytes = MaxColumnBytes)
    {
        try
        {
            return ReadAsync(files, file, maxColumnBytes).GetAwaiter().GetResult();
        }
        // damaged files make the library throw anything
        catch (Exception exception) when (exception is not (DatasetException or OperationCanceledException))
        {
            throw new DatasetException($"{files.PathOf(file)}: not a Parquet file of FairFace: {exception.Message}", exception);
        }
    }

    private static async Task<IReadOnlyList<Face>> ReadAsync(DataFiles files, string file, long maxColumnBytes)
    {
        var path = files.PathOf(file);
        using var stream = files.Open(file);
        await using var reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
        var image = FieldOf(path, reader.Schema, "image/bytes", "image");
        var (age, gender, race) = (
            FieldOf(path, reader.Schema, "age"), FieldOf(path, reader.Schema, "gender"), FieldOf(path, reader.Schema, "race"));
        var faces = new List<Face>();
        long bytes = 0;
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            if (faces.Count + group.RowCount > MaxRows)
            {
                throw new DatasetException($"{path}: has more than {MaxRows} rows.");
            }

            var rows = new RowGroup(path, group, faces.Count, maxColumnBytes);
            var images = await rows.ImagesAsync(image).ConfigureAwait(false);
            bytes += images.Sum(content => content?.LongLength ?? 0);
            if (bytes > MaxImageBytes)
            {
                throw new DatasetException($"{path}: its images have more than {MaxImageBytes} bytes.");
            }

            var ages = await rows.LabelsAsync(age, FairFace.Ages).ConfigureAwait(false);
            var genders = await rows.LabelsAsync(gender, FairFace.Genders).ConfigureAwait(false);
            var races = await rows.LabelsAsync(race, FairFace.Races).ConfigureAwait(false);
            foreach (var (row, content) in images.Index())
            {
                var place = $"{file} row {faces.Count}";
                faces.Add(new Face(ImageOf(content, place), place, ages[row], genders[row], races[row]));
            }
        }

        return faces;
    }

    private static DataField FieldOf(string path, ParquetSchema schema, params string[] names)
    {
        var fields = schema.GetDataFields();
        var field = names
            .Select(name => fields.FirstOrDefault(field => field.Path.ToString() == name))
            .FirstOrDefault(field => field is not null)
            ?? throw new DatasetException(
            $"{path}: there is no column '{string.Join("' or '", names)}', but "
                + $"{string.Join(", ", fields.Take(20).Select(field => field.Path.ToString()))}.");
        return field.MaxRepetitionLevel == 0
            ? field
            : throw new DatasetException($"{path}: column '{field.Path}' is a list; expected one value per row.");
    }

    // The bytes are let go once they are decoded: all images of a large set would stay in memory otherwise.
    private static EncodedImage ImageOf(byte[]? content, string name) => new(name, () => Interlocked.Exchange(ref content, null) switch
    {
        null => throw new BrokenImageException("no bytes"),
        { Length: > (int)ImageDecoder.MaxFileBytes } bytes => throw new BrokenImageException(
            $"{bytes.Length} bytes, more than the {ImageDecoder.MaxFileBytes} that are accepted"),
        var bytes => bytes,
    });

    /// <summary>The columns of one group of rows, whose first is row <paramref name="start"/> of the file.</summary>
    private sealed class RowGroup(string path, ParquetRowGroupReader group, int start, long maxColumnBytes)
    {
        public async Task<IReadOnlyList<byte[]?>> ImagesAsync(DataField field)
        {
            using var column = await ReadAsync(field).ConfigureAwait(false);
            return column is RawColumnData<ReadOnlyMemory<byte>> bytes
                ? Whole(field, ValuesOf(field, bytes).Select(content => content?.ToArray()).ToList())
                : throw new DatasetException($"{path}: column '{field.Path}' holds {field.ClrType.Name}; expected the bytes of an image.");
        }

        /// <summary>Per row a name, or nothing where there is none.</summary>
        public async Task<IReadOnlyList<string>> LabelsAsync(DataField field, string[] names)
        {
            using var column = await ReadAsync(field).ConfigureAwait(false);
            return Whole(field, column switch
            {
                RawColumnData<ReadOnlyMemory<char>> text => [.. ValuesOf(field, text).Select(value => value?.ToString() ?? "")],
                RawColumnData<long> numbers => Named(numbers, field, names),
                RawColumnData<int> numbers => Named(numbers, field, names),
                RawColumnData<short> numbers => Named(numbers, field, names),
                RawColumnData<sbyte> numbers => Named(numbers, field, names),
                RawColumnData<ulong> numbers => Named(numbers, field, names),
                RawColumnData<uint> numbers => Named(numbers, field, names),
                RawColumnData<ushort> numbers => Named(numbers, field, names),
                RawColumnData<byte> numbers => Named(numbers, field, names),
                // as pandas writes whole numbers of which some are missing
                RawColumnData<double> numbers => Named(numbers, field, names),
                RawColumnData<float> numbers => Named(numbers, field, names),
                _ => throw new DatasetException(
                    $"{path}: column '{field.Path}' holds {field.ClrType.Name}; expected 0 to {names.Length - 1}, or names "
                        + $"({string.Join(", ", names)})."),
            });
        }

        private async Task<RawColumnData> ReadAsync(DataField field)
        {
            var size = group.GetMetadata(field)?.MetaData?.TotalUncompressedSize ?? 0;
            return size <= maxColumnBytes
                ? await group.ReadRawColumnDataBaseAsync(field).ConfigureAwait(false)
                : throw new DatasetException(
                    $"{path}: column '{field.Path}' unpacks to {size} bytes in the rows from {start} on, more than the "
                        + $"{maxColumnBytes} that are accepted: write it in smaller groups of rows.");
        }

        // A column that can't be null keeps no account of what is.
        private static IEnumerable<T?> ValuesOf<T>(DataField field, RawColumnData<T> column)
            where T : struct =>
                field.MaxDefinitionLevel > 0 ? column.NullableValues : Array.ConvertAll(column.Values.ToArray(), value => (T?)value);

        private List<T> Whole<T>(DataField field, List<T> values) => values.Count == group.RowCount
            ? values
            : throw new DatasetException(
                $"{path}: column '{field.Path}' has {values.Count} values in the {group.RowCount} rows from {start} on. Download "
                    + $"it again.");

        private List<string> Named<T>(RawColumnData<T> column, DataField field, string[] names)
            where T : struct, INumber<T> => [.. ValuesOf(field, column).Select((value, row) => value switch
            {
                null => "",
                { } missing when T.IsNaN(missing) => "",
                { } number when T.IsInteger(number)
                    && !T.IsNegative(number)
                    && number < T.CreateChecked(names.Length) => names[int.CreateChecked(number)],
                var other => throw new DatasetException(
                    $"{path}: {field.Path} in row {start + row} is {string.Create(CultureInfo.InvariantCulture, $"{other}")}; "
                        + $"expected 0 to {names.Length - 1} ({string.Join(", ", names)})."),
            })];
    }
}
