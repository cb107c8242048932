using Ttca.Datasets;
using Ttca.Learning.Data.PhotoTools;

namespace Ttca.Learning.Tests.Data;

/// <summary>Expected values are worked out by hand, from the definitions of Pillow where a tool has one of its.</summary>
public sealed class PhotoToolTests
{
    [Fact]
    public void Auto_contrast_stretches_each_channel_and_cuts_fractions_off() =>
        // 255 (v - 10) / 30; 255 (v - 10) / 7 = 0, 36.4, 109.3, 255; one value only stays.
        Apply("auto-contrast", [10, 20, 30, 40, 10, 11, 13, 17, 9, 9, 9, 9], 2).ShouldBe([0, 85, 170, 255, 0, 36, 109, 255, 9, 9, 9, 9]);

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    public void Auto_contrast_undoes_darkening_and_haze(int offset)
    {
        byte[] image = [0, 85, 170, 255, 255, 0, 51, 102, 0, 0, 255, 255];
        Apply("auto-contrast", [.. image.Select(value => (byte)(offset + (value / 5 * 3)))], 2)
            .Zip(image).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= 2);
    }

    [Fact]
    public void Equalise_gives_each_value_the_share_of_pixels_below_it()
    {
        // Three values, 255 times each: a step of (765 - 255) / 255 = 2 pixels, so 1 / 2, (1 + 255) / 2 and (1 + 510) / 2.
        byte[] plane = [.. Enumerable.Range(0, 765).Select(i => (byte)(100 * (i % 3)))];
        byte[] expected = [.. Enumerable.Range(0, 765).Select(i => (byte)(i % 3 == 0 ? 0 : i % 3 == 1 ? 128 : 255))];
        Apply("equalise", [.. plane, .. plane, .. plane], 255).ShouldBe([.. expected, .. expected, .. expected]);
    }

    [Fact]
    public void Equalise_leaves_a_channel_of_few_pixels() =>
        Apply("equalise", [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9], 2).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9]);

    [Fact]
    public void Lighter_is_a_gamma_of_one_half() => Apply("lighter", [0, 1, 16, 64, 128, 255], 2).ShouldBe([0, 16, 64, 128, 181, 255]);

    [Fact]
    public void Darker_is_a_gamma_of_two() => Apply("darker", [0, 1, 16, 128, 200, 255], 2).ShouldBe([0, 0, 1, 64, 157, 255]);

    [Fact]
    public void Sharpen_is_its_kernel_and_leaves_the_edge()
    {
        var image = Uniform(100, 5);
        image[12] = 110;                     // red, in the middle: (32 x 110 - 16 x 100) / 16; beside it (32 x 100 - 2 x 810) / 16 = 98.75
        var expected = Uniform(100, 5);
        (int Place, byte Value)[] changed = [(6, 99), (7, 99), (8, 99), (11, 99), (12, 120), (13, 99), (16, 99), (17, 99), (18, 99)];
        foreach (var (place, value) in changed)
        {
            expected[place] = value;
        }

        Apply("sharpen", image, 5).ShouldBe(expected);
    }

    [Theory]
    [InlineData("unsharp-mask", 149, 99)]
    [InlineData("unsharp-mask-strong", 215, 95)]
    public void Unsharp_mask_adds_what_the_blur_took(string name, byte there, byte beside)
    {
        // The Gaussian of 2 pixels has g(0) = 0.19968 and g(1) = 0.17622: a point of 120 on 100 it leaves 100.80 high (101), and 100.70
        // beside (101):
        // 120 + 1.5 x 19 and 100 - 1.5 x 1, or 120 + 5 x 19 and 100 - 5 x 1.
        var image = Uniform(100, 17);
        image[(8 * 17) + 8] = 120;
        var sharp = Apply(name, image, 17);
        sharp[(8 * 17) + 8].ShouldBe(there);
        sharp[(8 * 17) + 9].ShouldBe(beside);
        sharp[0].ShouldBe((byte)100);
    }

    [Fact]
    public void Denoise_takes_the_median_of_nine_and_repeats_the_edge() =>
        // Corner 1, 1, 2, 1, 1, 2, 4, 4, 5; the middle 1 to 9; a lone point in the second channel goes.
        Apply("denoise", [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 255, 0, 0, 0, 0, .. Enumerable.Repeat((byte)7, 9)], 3)
            .ShouldBe([2, 3, 3, 4, 5, 6, 7, 7, 8, .. new byte[9], .. Enumerable.Repeat((byte)7, 9)]);

    [Fact]
    public void Down_and_up_is_a_triangle_filter_both_ways() =>
        // Half: (0.75 x 0 + 0.75 x 0 + 0.25 x 255) / 1.75 = 36 and 219; back: 36, 0.75 x 36 + 0.25 x 219, 0.25 x 36 + 0.75 x 219, 219.
        Apply("down-and-up", [0, 0, 255, 255, 9, 9, 9, 9, 0, 0, 0, 0], 4).ShouldBe([36, 82, 173, 219, 9, 9, 9, 9, 0, 0, 0, 0]);

    [Fact]
    public void First_tool_changes_nothing_and_none_moves_a_uniform_image_s_channels_apart()
    {
        PhotoTool.All[0].Name.ShouldBe("unchanged");
        Apply("unchanged", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        PhotoTool.All.ShouldAllBe(tool => Apply(tool.Name, Uniform(77, 6), 6).Distinct().Count() == 1);
    }

    [Fact]
    public void Unknown_tool_is_named_with_those_that_there_are() =>
        Should.Throw<ArgumentException>(() => PhotoTool.Of("sepia")).Message.ShouldStartWith(
            "There is no photo tool 'sepia'; there are unchanged, auto-contrast, equalise, ");

    private static byte[] Uniform(byte value, int side) => [.. Enumerable.Repeat(value, 3 * side * side)];

    private static byte[] Apply(string name, byte[] image, int width) =>
        PhotoTool.Of(name).Apply(new ImageSet(image, [0], new Group[1], image.Length / 3 / width, width)).ReadAll();
}
