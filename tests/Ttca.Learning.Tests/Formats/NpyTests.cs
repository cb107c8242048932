using System.Text;
using CsCheck;
using Ttca.Learning.Formats;

namespace Ttca.Learning.Tests.Formats;

public sealed class NpyTests
{
    [Fact]
    public void Write_gives_the_bytes_that_numpy_save_gives()
    {
        // numpy 1.26: np.save(f, np.array([[1, 2, 3], [4, 5, -6]], dtype='<i4')): header of 128 bytes, padded with spaces, newline.
        var header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }".PadRight(117) + "\n";
        byte[] expected =
        [
            0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header),
            1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 0xFA, 0xFF, 0xFF, 0xFF,
        ];
        Written<int>([1, 2, 3, 4, 5, -6], 2, 3).ShouldBe(expected);
    }

    [Fact]
    public void WriteBytes_in_pieces_gives_the_same_file()
    {
        using var stream = new MemoryStream();
        Npy.WriteBytes(stream, [new byte[] { 1, 2, 3 }, new byte[] { 4 }], 2, 2);
        stream.ToArray().ShouldBe(Written<byte>([1, 2, 3, 4], 2, 2));

        stream.Position = 0;
        Npy.ReadShapeOfBytes(stream).ShouldBe([2, 2]);
        stream.ReadByte().ShouldBe(1);
    }

    [Fact]
    public void WriteBytes_and_ReadShapeOfBytes_refuse_another_length_than_the_shape()
    {
        using var stream = new MemoryStream();
        Should.Throw<ArgumentException>(() => Npy.WriteBytes(stream, [new byte[] { 1, 2, 3 }], 2, 2)).Message
            .ShouldBe("Shape [2,2] does not hold 3 values. (Parameter 'shape')");
        stream.Position = 0;
        Should.Throw<InvalidDataException>(() => Npy.ReadShapeOfBytes(stream)).Message
            .ShouldBe(".npy: shape [2,2] takes 4 bytes, but 3 follow the header.");
    }

    [Theory]
    [InlineData(new[] { 3 }, "(3,)")]
    [InlineData(new[] { 1, 3 }, "(1, 3)")]
    [InlineData(new int[0], "(3,)")]
    public void Write_states_the_shape_as_Python_does(int[] shape, string tuple) =>
        Encoding.ASCII
            .GetString(Written<sbyte>([1, 2, -3], shape))
            .ShouldContain($"{{'descr': '|i1', 'fortran_order': False, 'shape': {tuple}, }} ");

    [Fact]
    public void Read_of_what_was_written_gives_it_back() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).SelectMany(
            (rows, columns) => Gen.Float.Array[rows * columns].Select(values => (values, rows, columns)))
            .Sample((values, rows, columns) =>
            {
                var (read, shape) = Npy.Read<float>(new MemoryStream(Written<float>(values, rows, columns)), 1000);
                read.ShouldBe(values);
                shape.ShouldBe([rows, columns]);
            }, iter: 100);

    [Fact]
    public void Read_file_of_another_writer_is_understood()
    {
        var file = File("{'descr': '|u1', 'fortran_order': False, 'shape': (3,)}\n", [7, 8, 9]);
        Npy.Read<byte>(new MemoryStream(file), 3).Values.ShouldBe([7, 8, 9]);
    }

    [Fact]
    public void Read_leaves_what_follows_in_the_stream()
    {
        var stream = new MemoryStream([.. Written<byte>([1, 2]), 42]);
        Npy.Read<byte>(stream, 100);
        stream.ReadByte().ShouldBe(42);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }\n", ".npy: elements are <f4, expected |u1.")]
    [InlineData("{'descr': '|u1', 'fortran_order': True, 'shape': (1,), }\n", ".npy: header not understood: {'descr': '|u1', "
        + "'fortran_order': True, 'shape': (1,), }")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': "
        + "(4,), }\n", ".npy: cut short: shape [4] takes 4 bytes, but 3 follow the header.")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': "
        + "(1000,), }\n", ".npy: shape [1000] takes 1000 bytes; at most 100 are allowed.")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (65536, 65536, 65536, "
        + "65536), }\n", ".npy: shape [65536,65536,65536,65536] takes 9223372036854775807 bytes; at most 100 are allowed.")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999,), }\n", ".npy: shape (99999999999,) is not supported.")]
    public void Read_array_that_is_not_as_expected_is_refused(string header, string message) =>
        Should.Throw<InvalidDataException>(() => Npy.Read<byte>(new MemoryStream(File(header, [1, 2, 3])), 100)).Message.ShouldBe(message);

    [Fact]
    public void Read_other_file_is_refused() =>
        Should.Throw<InvalidDataException>(() => Npy.Read<byte>(new MemoryStream("PK, something else"u8.ToArray()), 100))
            .Message.ShouldBe(".npy: does not start with the signature of version 1.0.");

    [Fact]
    public void Read_header_cut_short_is_refused() =>
        Should.Throw<InvalidDataException>(() => Npy.Read<byte>(new MemoryStream(Written<byte>([1])[..50]), 100)).Message.ShouldBe(
            ".npy: the header is cut short.");

    [Fact]
    public void Write_shape_that_does_not_hold_the_values_is_refused() =>
        Should.Throw<ArgumentException>(() => Written<byte>([1, 2, 3], 2, 2)).Message.ShouldBe(
            "Shape [2,2] does not hold 3 values. (Parameter 'shape')");

    private static byte[] Written<T>(T[] values, params int[] shape)
        where T : unmanaged
    {
        var stream = new MemoryStream();
        Npy.Write<T>(stream, values, shape);
        return stream.ToArray();
    }

    private static byte[] File(string header, byte[] data) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. data];
}
