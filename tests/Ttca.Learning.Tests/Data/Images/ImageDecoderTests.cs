using System.Buffers.Binary;
using SkiaSharp;
using Ttca.Learning.Data.Images;
using static TorchSharp.torch;

namespace Ttca.Learning.Tests.Data.Images;

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
        var file = Pictures.Draw(from, from, (x, y) => new SKColor(pixels[(y * from) + x], pixels[area + (y * from) + x], pixels[(2 * area) + (y * from) + x]));

        using var source = tensor(pixels).reshape(1, 3, from, from).to_type(ScalarType.Float32);
        using var resized = nn.functional.interpolate(source, [to, to], mode: InterpolationMode.Bilinear, align_corners: false, antialias: true);
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
            64, 64, (x, y) => (x / 32 == column, y / 32 == row) switch { (true, true) => SKColors.Red, (false, true) => SKColors.Lime, _ => SKColors.Blue }, SKEncodedImageFormat.Jpeg);
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

    [Fact]
    public void Decode_of_another_format_is_refused() =>
        Refusal(Pictures.Uniform(8, 8, SKColors.Red, SKEncodedImageFormat.Webp)).ShouldBe("Webp, neither JPEG nor PNG");

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
