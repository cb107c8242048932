using System.Xml.Linq;
using SkiaSharp;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Grids;

namespace Ttca.Reporting.Tests.Figures;

public sealed class ImageGridTests
{
    // [3,2,2]: red green / blue white
    private static readonly PlanarImage FourColours = new([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255], 2, 2);

    [Fact]
    public void Enlarge_keeps_colours_and_repeats_pixels()
    {
        using var image = FourColours.Enlarge(3);
        using var bitmap = SKBitmap.FromImage(image);

        (bitmap.Width, bitmap.Height).ShouldBe((6, 6));
        bitmap.GetPixel(2, 2).ShouldBe(new SKColor(255, 0, 0));
        bitmap.GetPixel(3, 2).ShouldBe(new SKColor(0, 255, 0));
        bitmap.GetPixel(2, 3).ShouldBe(new SKColor(0, 0, 255));
        bitmap.GetPixel(3, 3).ShouldBe(new SKColor(255, 255, 255));
    }

    [Fact]
    public void Png_shows_pixels_without_smoothing()
    {
        using var bitmap = SKBitmap.Decode(Render(One(new ImageCell(FourColours)), "png"));

        // A column of the picture between its frame lines: red above blue, nothing between them.
        var colours = Enumerable.Range(10, bitmap.Height - 20).Select(y => bitmap.GetPixel(bitmap.Height / 4, y)).Distinct().ToList();
        colours.ShouldBe([new SKColor(255, 0, 0), new SKColor(0, 0, 255)]);
    }

    [Fact]
    public void Perturbation_of_zero_is_mid_grey_and_of_epsilon_full_range()
    {
        using var image = PlanarImage.OfPerturbation([-8, 0, 8, 4, -8, 0, 8, 4, -8, 0, 8, 4], 2, 2, 8).Enlarge(1);
        using var bitmap = SKBitmap.FromImage(image);

        bitmap.Pixels.Select(p => (int)p.Red).ShouldBe([0, 128, 255, 191]);
    }

    [Fact]
    public void Perturbation_beyond_epsilon_throws() =>
        Should.Throw<ArgumentException>(() => PlanarImage.OfPerturbation([0, 9, 0], 1, 1, 8))
            .Message.ShouldBe("a change of 9/255 is larger than epsilon, 8/255");

    [Fact]
    public void Image_of_another_length_throws() =>
        Should.Throw<ArgumentException>(() => new PlanarImage(new byte[11], 2, 2))
            .Message.ShouldBe("11 bytes are not an RGB image of 2 x 2, which takes 12");

    [Fact]
    public void Wrong_answer_differs_from_right_without_colour()
    {
        var right = Svg(One(new ImageCell(FourColours, "cat", Verdict.Correct)));
        var wrong = Svg(One(new ImageCell(FourColours, "cat", Verdict.Wrong)));

        Outline(right, "cat").ShouldNotBe(Outline(wrong, "cat"));       // regular, bold
        Pieces(wrong).ShouldBeGreaterThan(Pieces(right) + 20);          // a dashed frame
    }

    [Fact]
    public void Images_of_many_classes_continue_in_further_rows()
    {
        var cells = Enumerable.Range(0, 100).Select(_ => new ImageCell(FourColours)).ToList();
        var grid = new ImageGrid { Title = "t", Rows = [new("", cells)] };

        using var bitmap = SKBitmap.Decode(Render(grid, "png"));
        bitmap.Height.ShouldBeGreaterThan((int)(8 * 11 / 25.4 * 300));     // 13 of 11 mm and more fit side by side: 8 rows
        Svg(grid).Descendants().Count(e => e.Name.LocalName == "image").ShouldBe(100);
    }

    [Fact]
    public void Perturbations_state_their_scale() =>
        Labels(Samples.Perturbations()).ShouldContain(
            "Scaled for view: mid-grey is no change, black −8/255 and full brightness +8/255, per colour channel.");

    [Fact]
    public void Captions_are_the_answers_in_order() =>
        Labels(Samples.Examples()).Skip(8).Take(6).ShouldBe(["without", "perturbation", "airplane", "deer", "dog", "cat"]);

    [Fact]
    public void Rows_of_different_length_throw() =>
        Should.Throw<ArgumentException>(() => new ImageGrid
        {
            Title = "t",
            Rows = [new("before", [new(FourColours)]), new("after", [])],
        }.Render()).Message.ShouldBe("row 'after' has 0 images, 'before' has 1");

    private static ImageGrid One(ImageCell cell) => new() { Title = "t", Rows = [new("", [cell])] };

    private static byte[] Render(ImageGrid grid, string extension) => grid.Render().Single(f => f.Extension == extension).Bytes;

    private static XElement Svg(ImageGrid grid) => XDocument.Load(new MemoryStream(Render(grid, "svg"))).Root!;

    private static List<string> Labels(ImageGrid grid) => Svg(grid).Descendants().Attributes("aria-label").Select(a => a.Value).ToList();

    private static string Outline(XElement svg, string label) =>
        (string)svg.Descendants().Single(e => (string?)e.Attribute("aria-label") == label).Attribute("d")!;

    private static int Pieces(XElement svg) => svg.Descendants().Attributes("d").Sum(d => d.Value.Count(c => c == 'M'));
}
