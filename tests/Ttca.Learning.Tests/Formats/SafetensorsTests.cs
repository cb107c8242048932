using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Ttca.Learning.Formats;

namespace Ttca.Learning.Tests.Formats;

public sealed class SafetensorsTests
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    [Fact]
    public void Write_one_array_gives_the_bytes_of_the_specification()
    {
        // Header text, length and data as the reference implementation (safetensors 0.5) writes them for this array.
        var expected = File("""{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}""", Floats(0, 1, 2, 3, 4, 5));
        Written([new("attn.0", ElementType.F32, [1, 2, 3], Floats(0, 1, 2, 3, 4, 5))], NoMetadata).ShouldBe(expected);
    }

    [Fact]
    public void Write_orders_by_type_then_name_and_pads_the_header_to_eight_bytes()
    {
        var header =
            """{"__metadata__":{"a":"12","b":"é"},"steps":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"bias":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"weight":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}""";
        byte[] data = [7, 0, 0, 0, 0, 0, 0, 0, .. Floats(1, 2)];
        var written = Written(
            [
                new("weight", ElementType.F32, [1], Floats(2)),
                new("bias", ElementType.F32, [1], Floats(1)),
                new("steps", ElementType.I64, [], new byte[] { 7, 0, 0, 0, 0, 0, 0, 0 }),
            ],
            new Dictionary<string, string> { ["b"] = "é", ["a"] = "12" });
        var padding = (8 - Encoding.UTF8.GetByteCount(header) % 8) % 8;
        padding.ShouldBeGreaterThan(0);
        written.ShouldBe(File(header + new string(' ', padding), data));
    }

    [Fact]
    public void Read_of_what_was_written_gives_it_back() =>
        Gen.Dictionary(
            Gen.String[Gen.Char.AlphaNumeric, 1, 12],
            Gen.Select(Gen.Enum<ElementType>(), Gen.Long[0, 4].Array[0, 3])).Sample(described =>
        {
            var arrays = described.Select(pair => Random(pair.Key, pair.Value.Item1, pair.Value.Item2)).ToArray();
            var (read, metadata) = Safetensors.Read(new MemoryStream(Written(arrays, new Dictionary<string, string> { ["k"] = "v" })));
            metadata.ShouldBe(new Dictionary<string, string> { ["k"] = "v" });
            read.Count.ShouldBe(arrays.Length);
            foreach (var array in arrays)
            {
                var same = read.Single(other => other.Name == array.Name);
                same.Type.ShouldBe(array.Type);
                same.Shape.ShouldBe(array.Shape);
                same.Bytes.ToArray().ShouldBe(array.Bytes.ToArray());
            }
        }, iter: 200);

    [Fact]
    public void Read_array_without_elements_is_valid()
    {
        // Valid by the specification: "empty tensors (tensors with 1 dimension being 0) are allowed".
        var (arrays, _) = Safetensors.Read(new MemoryStream(File("""{"test":{"dtype":"I64","shape":[2,0],"data_offsets":[0,0]}}""", [])));
        arrays.ShouldHaveSingleItem().Shape.ShouldBe([2, 0]);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, ".safetensors: cut short: the header describes 4 "
        + "bytes of data, but 3 follow it.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, ".safetensors: more bytes follow the 4 that the "
        + "header describes.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, ".safetensors: 'a': F32 [2] does not fit bytes 0 to 4.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, ".safetensors: 'a': F32 [1] does not fit bytes 4 to 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, ".safetensors: 'a' begins at byte 4, but the data "
        + "before it end at 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, ".safetensors: 'b' begins at byte 2, but the data before it end at 4.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,0]}}""", 0, ".safetensors: 'a': F32 "
        + "[4294967296,4294967296,4] does not fit bytes 0 to 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,1]}}""", 1, ".safetensors: 'a' needs a dtype, a shape and two "
        + "data_offsets.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1,2]}}""", 1, ".safetensors: 'a' needs a dtype, a shape and "
        + "two data_offsets.")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,1]}}""", 1, ".safetensors: 'a' needs a dtype, a shape and two data_offsets.")]
    [InlineData("""{"a":7}""", 0, ".safetensors: 'a' needs a dtype, a shape and two data_offsets.")]
    [InlineData("""{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}""", 2, ".safetensors: 'a' is of type F16; F32 and I64 are "
        + "supported.")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, ".safetensors: __metadata__ is not an object of strings.")]
    [InlineData("""[]""", 0, ".safetensors: the header is not a JSON object.")]
    public void Read_header_that_breaks_a_rule_is_refused(string header, int dataBytes, string message) =>
        Refusal(File(header, new byte[dataBytes])).ShouldBe(message);

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1]}""")]
    [InlineData("""{"a":[[[[[[[[1]]]]]]]]}""")]
    [InlineData("")]
    public void Read_header_that_is_not_the_JSON_it_should_be_is_refused(string header) =>
        Refusal(File(header, new byte[1])).ShouldStartWith(".safetensors: the header is not the JSON it should be (");

    [Fact]
    public void Read_file_of_a_few_bytes_is_refused() =>
        Refusal([1, 2, 3]).ShouldBe(".safetensors: shorter than the 8 bytes that say how long the header is.");

    [Fact]
    public void Read_header_cut_short_is_refused() =>
        Refusal([100, 0, 0, 0, 0, 0, 0, 0, (byte)'{']).ShouldBe(".safetensors: cut short: the header claims 100 bytes, but 1 follow.");

    [Fact]
    public void Read_header_longer_than_the_format_allows_is_refused() =>
        Refusal([1, 0xE1, 0xF5, 5, 0, 0, 0, 0, (byte)'{']).ShouldBe(
            ".safetensors: the header claims 100000001 bytes; at most 100000000 are allowed.");

    [Fact]
    public void Read_header_of_a_negative_length_as_signed_number_is_refused() =>
        Refusal([.. Enumerable.Repeat<byte>(0xFF, 8)]).ShouldBe(
            ".safetensors: the header claims 18446744073709551615 bytes; at most 100000000 are allowed.");

    [Fact]
    public void Read_more_data_than_allowed_is_refused_before_they_are_read()
    {
        var file = File("""{"a":{"dtype":"F32","shape":[1000000000],"data_offsets":[0,4000000000]}}""", []);
        Should.Throw<InvalidDataException>(() => Safetensors.Read(new MemoryStream(file), maxBytes: 1000))
            .Message.ShouldBe($".safetensors: the file takes {4_000_000_000 + file.Length} bytes; at most 1000 are allowed.");
    }

    [Theory]
    [InlineData("a", 3, "'a': F32 [1] does not take 3 bytes. (Parameter 'arrays')")]
    [InlineData("__metadata__", 4, "The name '__metadata__' is taken twice or reserved. (Parameter 'arrays')")]
    public void Write_array_that_does_not_fit_its_description_is_refused(string name, int bytes, string message) =>
        Should.Throw<ArgumentException>(() => Written([new(name, ElementType.F32, [1], new byte[bytes])], NoMetadata)).Message.ShouldBe(
            message);

    private static string Refusal(byte[] file) => Should.Throw<InvalidDataException>(() =>
        Safetensors.Read(new MemoryStream(file))).Message;

    private static byte[] Written(IReadOnlyList<NamedArray> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        var stream = new MemoryStream();
        Safetensors.Write(stream, arrays, metadata);
        return stream.ToArray();
    }

    private static NamedArray Random(string name, ElementType type, long[] shape)
    {
        var size = type switch { ElementType.I64 => 8, _ => 4 };
        var bytes = new byte[size * shape.Aggregate(1L, (product, n) => product * n)];
        new System.Random(bytes.Length).NextBytes(bytes);
        return new NamedArray(name, type, shape, bytes);
    }

    private static byte[] File(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. data];
    }

    private static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
