using System.Buffers.Binary;
using SkiaSharp;
using Ttca.Datasets.Images;
using static TorchSharp.torch;

namespace Ttca.Datasets.Tests.Images;

public sealed class ImageDecoderTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 0)]
    [InlineData(SKEncodedImageFormat.Jpeg, 3)]
    public void Decode_of_one_colour_is_that_colour_at_any_size(SKEncodedImageFormat format, int tolerance)
    {
        var image = Decode(Pictures.Uniform(50, 31, new SKColor(200, 100, 30), format), 12);
        for (var i = 0; i < image.Length; i++)
        {
            Math.Abs(image[i] - new[] { 200, 100, 30 }[i / 144]).ShouldBeLessThanOrEqualTo(tolerance);
        }
    }

    [Fact]
    public void Decode_takes_the_square_in_the_middle()
    {
        // Black bars of 10 pixels left and right of a white square of 20.
        var image = Decode(Pictures.Draw(40, 20, (x, _) => x is >= 10 and < 30 ? SKColors.White : SKColors.Black), 10);
        image.ShouldAllBe(value => value == 255);
    }

    [Theory]
    [InlineData(37, 16)]
    [InlineData(64, 20)]
    [InlineData(16, 37)]
    [InlineData(20, 20)]
    public void Decode_resizes_as_PyTorch_does_with_antialiasing(int from, int to)
    {
        var random = new Random(1);
        var pixels = new byte[3 * from * from];     // [3,H,W]
        random.NextBytes(pixels);
        var area = from * from;
        var file = Pictures.Draw(from, from, (x, y) =>
            new SKColor(pixels[(y * from) + x], pixels[area + (y * from) + x], pixels[(2 * area) + (y * from) + x]));

        using var source = tensor(pixels).reshape(1, 3, from, from).to_type(ScalarType.Float32);
        using var resized = nn.functional.interpolate(
            source, [to, to], mode: InterpolationMode.Bilinear, align_corners: false, antialias: true);
        float[] expected = [.. resized.data<float>()];

        var actual = Decode(file, to);
        for (var i = 0; i < actual.Length; i++)
        {
            ((double)actual[i]).ShouldBe(expected[i], 0.51);
        }
    }

    // How the corners of an image look when it is held as each orientation says (EXIF 2.3): red is at the top left in the end.
    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 0, 1)]
    [InlineData(5, 0, 0)]
    [InlineData(6, 0, 1)]
    [InlineData(7, 1, 1)]
    [InlineData(8, 1, 0)]
    public void Decode_turns_the_image_upright(byte orientation, int column, int row)
    {
        // Green marks the neighbour along the stored row: from orientation 5 on it belongs below red, before beside it.
        var jpeg = Pictures.Draw(
            64,
            64,
            (x, y) => (
                x / 32 == column,
                y / 32 == row) switch { (true, true) => SKColors.Red, (false, true) => SKColors.Lime, _ => SKColors.Blue },
            SKEncodedImageFormat.Jpeg);
        var image = Decode(Pictures.WithOrientation(jpeg, orientation), 16);

        Colour(image, 3, 3).ShouldBe("red");
        Colour(image, 12, 3).ShouldBe(orientation < 5 ? "green" : "blue");
        Colour(image, 3, 12).ShouldBe(orientation < 5 ? "blue" : "green");
    }

    [Fact]
    public void Decode_shows_what_is_transparent_on_black() =>
        Decode(Pictures.Uniform(8, 8, new SKColor(200, 100, 50, 0)), 8).ShouldAllBe(value => value == 0);

    [Fact]
    public void Decode_of_no_image_is_refused() => Refusal([1, 2, 3]).ShouldBe("no image");

    // Values of Pillow 9.4.0: ImageOps.exif_transpose(im).convert("RGB").resize((8, 8), Image.BILINEAR), at both ends of the first and of
    // the last
    // row and at (3, 4). The lossy ones may differ by their decoder's rounding.
    [Theory]
    [InlineData("z-exif6.jpg", 2, new[] { 15, 239, 128, 15, 15, 128, 239, 239, 128, 239, 15, 128, 143, 144, 128 })]
    [InlineData("z-cmyk.jpg", 2, new[] { 15, 15, 128, 239, 15, 128, 15, 239, 128, 239, 239, 128, 111, 144, 128 })]
    [InlineData("z-webp.webp", 2, new[] { 19, 14, 127, 238, 16, 126, 17, 238, 134, 236, 241, 125, 109, 143, 127 })]
    [InlineData("z-jfif.jfif", 2, new[] { 16, 15, 127, 238, 16, 128, 16, 239, 128, 238, 240, 128, 110, 143, 128 })]
    [InlineData("z-bmp.bmp", 1, new[] { 15, 15, 128, 239, 15, 128, 15, 239, 128, 239, 239, 128, 111, 144, 128 })]
    [InlineData("z-exif6.png", 1, new[] { 15, 239, 128, 15, 15, 128, 239, 239, 128, 239, 15, 128, 144, 144, 128 })]
    [InlineData("z-exif6.webp", 1, new[] { 15, 239, 128, 15, 15, 128, 239, 239, 128, 239, 15, 128, 144, 144, 128 })]
    [InlineData("z-two-frames.gif", 1, new[] { 21, 18, 128, 237, 17, 128, 23, 238, 128, 237, 239, 128, 106, 143, 128 })]
    public void Decode_gives_the_values_of_Pillow(string name, int tolerance, int[] expected)
    {
        var image = Decode(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Images", "Cases", name)), 8);     // [3,8,8]

        int[] places = [0, 7, 56, 63, 35];
        var actual = places.SelectMany(place => new[] { image[place], image[64 + place], image[128 + place] });
        actual.Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= tolerance);
    }

    [Fact]
    public void Decode_of_another_format_is_refused() =>
        Refusal(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Images", "Cases", "z-tif.tif"))).ShouldBe("no image");

    [Theory]
    [InlineData("MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0\0\0\0\0", true)]
    [InlineData("II*\0\u0008\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0\u0006\0\0\0\0\0\0\0", true)]
    [InlineData("MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0009\0\0\0\0\0\0", false)]    // no orientation of EXIF
    [InlineData("MM\0*\u007f\0\0\u0008\0\u0001", false)]     // a directory beyond the end
    [InlineData("MM\0*\0\0\0\u0008\0\u00ff\u0001", false)]    // tags cut short
    [InlineData("", false)]
    public void Decode_turns_a_PNG_only_by_EXIF_data_that_make_sense(string exif, bool isTurned)
    {
        var upright = Pictures.Draw(8, 8, (x, y) => new SKColor((byte)(20 * x), (byte)(20 * y), 0));
        byte[] content = [.. "eXIf"u8, .. exif.Select(character => (byte)character)];
        var chunk = new byte[content.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, exif.Length);
        content.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32(content));
        const int AfterHeader = 33;

        var image = Decode([.. upright[..AfterHeader], .. chunk, .. upright[AfterHeader..]], 8);

        // Orientation 6: the first column of what is stored, from below, is the first row.
        image[..8].ShouldBe(isTurned ? new byte[8] : [.. Enumerable.Range(0, 8).Select(x => (byte)(20 * x))]);
        image[64..72].ShouldBe(isTurned ? [.. Enumerable.Range(0, 8).Select(x => (byte)(20 * (7 - x)))] : new byte[8]);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void Decode_of_a_file_that_is_cut_short_is_refused(SKEncodedImageFormat format)
    {
        var random = new Random(1);
        var file = Pictures.Draw(64, 64, (_, _) => new SKColor((uint)random.Next() | 0xFF000000), format);
        Refusal(file[..(file.Length / 2)]).ShouldBe("cut short");
    }

    [Fact]
    public void Decode_of_a_bomb_is_refused_before_memory_is_taken_for_it()
    {
        // The header of a PNG says 60,000 x 60,000 pixels.
        var file = Pictures.Uniform(8, 8, SKColors.Red);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), 60_000);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc32(file.AsSpan(12, 17)));
        Refusal(file).ShouldBe("60000 x 60000 pixels, more than the 50000000 that are accepted");
    }

    // As PNG's specification has it (ISO 15948, annex D), a bit at a time.
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }

    private static string Colour(byte[] image, int x, int y)
    {
        var place = (y * 16) + x;
        return new[] { "red", "green", "blue" }[Enumerable.Range(0, 3).MaxBy(channel => image[(256 * channel) + place])];
    }

    private static byte[] Decode(byte[] file, int size)
    {
        var image = new byte[3 * size * size];
        ImageDecoder.Decode(file, size, image);
        return image;
    }

    private static string Refusal(byte[] file) => Should.Throw<BrokenImageException>(() => Decode(file, 8)).Message;
}
