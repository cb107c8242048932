using System.Globalization;
using System.Text.Json;

namespace Ttca.Learning.Tests;

public sealed class PixelFractionTests
{
    [Theory]
    [InlineData("8/255", 8)]
    [InlineData("0", 0)]
    [InlineData("1/255", 1)]
    [InlineData("64/255", 64)]
    [InlineData(" 8 /255 ", 8)]
    [InlineData("8 / 255", 8)]
    [InlineData("+8./255", 8)]
    [InlineData(".0314", 8)]
    [InlineData("0.0313725490196", 8)]
    [InlineData("0.03137", 8)]
    [InlineData("0.0314", 8)]
    public void Parse_of_whole_steps_gives_them(string text, int pixels) => PixelFraction.Parse(text).Pixels.ShouldBe(pixels);

    [Theory]
    [InlineData("8", "8 is above 64/255; write pixels as a fraction, such as 8/255")]
    [InlineData("65/255", "65/255 is above 64/255; write pixels as a fraction, such as 8/255")]
    [InlineData("-8/255", "-8/255 is below 0; write pixels as a fraction, such as 8/255")]
    [InlineData("0.03", "0.03 is not a whole number of 1/255 steps; nearest is 8/255")]
    [InlineData("8.5/255", "8.5/255 is not a whole number of 1/255 steps; nearest is 8/255")]
    [InlineData("8/256", "'8/256' is not a pixel fraction; write a whole number of 255ths, such as 8/255")]
    [InlineData("eight", "'eight' is not a pixel fraction; write a whole number of 255ths, such as 8/255")]
    [InlineData("NaN", "'NaN' is not a pixel fraction; write a whole number of 255ths, such as 8/255")]
    [InlineData("1e999", "'1e999' is not a pixel fraction; write a whole number of 255ths, such as 8/255")]
    [InlineData("", "'' is not a pixel fraction; write a whole number of 255ths, such as 8/255")]
    public void Parse_of_anything_else_says_what_is_allowed(string text, string message)
    {
        Should.Throw<FormatException>(() => PixelFraction.Parse(text)).Message.ShouldBe(message);
        PixelFraction.TryParse(text, null, out _).ShouldBeFalse();
    }

    [Fact]
    public void Value_is_a_share_of_the_pixel_range() => new PixelFraction(51).Value.ShouldBe(0.2);

    [Fact]
    public void Default_is_no_change() => default(PixelFraction).ShouldBe(new PixelFraction(0));

    [Fact]
    public void Fractions_are_ordered_by_size()
    {
        new PixelFraction[] { new(8), new(1), new(64), new(0) }.Order().Select(one => one.Pixels).ShouldBe([0, 1, 8, 64]);
        (new PixelFraction(4) < new PixelFraction(8)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65)]
    public void Constructor_out_of_range_is_refused(int pixels) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new PixelFraction(pixels));

    [Fact]
    public void Json_is_the_string_that_people_write()
    {
        JsonSerializer.Serialize(new PixelFraction(8)).ShouldBe("\"8/255\"");
        JsonSerializer.Deserialize<PixelFraction>("\"8/255\"").ShouldBe(new PixelFraction(8));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<PixelFraction>("\"8\""))
            .Message.ShouldBe("8 is above 64/255; write pixels as a fraction, such as 8/255");
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<PixelFraction>("8"))
            .Message.ShouldBe("a pixel fraction is a string, such as \"8/255\"");
    }

    [Fact]
    public void Every_value_survives_writing_and_reading_in_any_culture()
    {
        for (var pixels = 0; pixels <= 64; pixels++)
        {
            var written = new PixelFraction(pixels);
            PixelFraction.Parse(written.ToString(), CultureInfo.InvariantCulture).ShouldBe(written);
            PixelFraction.Parse(written.Value.ToString("R", CultureInfo.InvariantCulture)).ShouldBe(written);
        }
    }
}
