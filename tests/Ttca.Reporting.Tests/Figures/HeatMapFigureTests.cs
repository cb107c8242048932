using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.HeatMaps;

namespace Ttca.Reporting.Tests.Figures;

public sealed class HeatMapFigureTests
{
    [Fact]
    public void Labels_hold_names_values_intervals_and_notes() =>
        Drawn.Labels(Map([[new(new Estimate(0.75, 0.5, 1), "fidelity 0.9", false), new(new Estimate(-0.25, double.NegativeInfinity, 0), "", false)]])).ShouldBe(
            [
                "[low, high]", "95 % interval", "columns", "c1", "c2", "r1", "rows",
                "0.75", "[0.50, 1.00]", "fidelity 0.9", "−0.25", "[−∞, 0.00]", "scale", "0.0", "0.5", "1.0",
            ]);

    [Fact]
    public void Cells_stand_in_rows_and_columns()
    {
        var figure = EstimateSamples.Transfer();
        var cells = Drawn.Svg(figure).Descendants().Where(e => e.Name.LocalName == "rect" && Drawn.Number(e, "width") > 100 && e.Attribute("fill")!.Value != "none").ToList();

        cells.Count.ShouldBe(12);
        cells.Select(c => Drawn.Number(c, "y")).Distinct().Count().ShouldBe(4);
        cells.Select(c => Drawn.Number(c, "x")).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Undefined_cell_is_hatched_says_so_and_is_explained()
    {
        var labels = Drawn.Labels(Map([[Cell(0.5), new(Estimate.Undefined, "", false)]]));

        labels.Count(label => label == "undefined").ShouldBe(2);
        Drawn.Labels(Map([[Cell(0.5), Cell(0.6)]])).ShouldNotContain("undefined");
    }

    [Fact]
    public void Marked_cell_has_a_frame_that_is_explained()
    {
        var marked = Map([[Cell(0.5) with { IsMarked = true }, Cell(0.6)]]) with { MarkedMeans = "large platform" };

        Drawn.All(marked, "rect", "stroke", "black").Count.ShouldBe(2);     // the legend's and the cell's
        Drawn.Labels(marked).ShouldContain("large platform");
    }

    /// <summary>Lightness falls from the least to the greatest value: the map reads in black and white.</summary>
    [Fact]
    public void Colours_darken_with_the_value()
    {
        var scale = new HeatScale([-0.2, 1.2]);

        var lightness = Enumerable.Range(0, 15).Select(i => Luminance(scale.Colour(scale.Low + i / 14.0 * (scale.High - scale.Low)))).ToList();

        lightness.Zip(lightness.Skip(1)).ShouldAllBe(pair => pair.Second < pair.First);
    }

    [Theory]
    [InlineData(new[] { 0.4, 1.2 }, 0, 1.2), InlineData(new[] { -0.5, 0.6, double.NaN }, -0.5, 1), InlineData(new[] { 0.5 }, 0, 1)]
    public void Scale_reaches_over_all_values_and_from_none_to_all(double[] values, double low, double high)
    {
        var scale = new HeatScale(values);

        scale.Low.ShouldBe(low, 1e-12);
        scale.High.ShouldBe(high, 1e-12);
    }

    /// <summary>WCAG 2.2 asks 4.5 of small text.</summary>
    [Fact]
    public void Text_contrasts_with_every_colour_of_the_scale()
    {
        var scale = new HeatScale([0, 1]);

        Enumerable.Range(0, 101).Select(i => scale.Colour(i / 100.0)).ShouldAllBe(ground => Contrast(ground, HeatScale.TextOn(ground)) >= 3.7);
    }

    [Fact]
    public void Row_of_another_length_throws() =>
        Message(Map([[Cell(0.5)]])).ShouldBe("row 'r1' has 1 cells for 2 columns");

    [Fact]
    public void Cells_of_too_many_rows_throw() =>
        Message(Map([[Cell(0.5), Cell(0.5)], [Cell(0.5), Cell(0.5)]])).ShouldBe("a heat map of 1 rows got cells for 2");

    [Fact]
    public void Map_without_rows_throws() =>
        Message(Map([]) with { Rows = [] }).ShouldBe("a heat map needs at least one row and one column");

    [Fact]
    public void Mark_without_a_meaning_throws() =>
        Message(Map([[Cell(0.5) with { IsMarked = true }, Cell(0.5)]])).ShouldBe("a heat map has marked cells, but MarkedMeans doesn't say what that means");

    private static string Message(HeatMapFigure figure) => Should.Throw<ArgumentException>(figure.Render).Message;

    private static HeatMapCell Cell(double value) => new(new Estimate(value, double.NaN, double.NaN), "", false);

    private static HeatMapFigure Map(IReadOnlyList<IReadOnlyList<HeatMapCell>> cells) => new()
    {
        Title = "t",
        RowTitle = "rows",
        ColumnTitle = "columns",
        ScaleTitle = "scale",
        Rows = ["r1"],
        Columns = ["c1", "c2"],
        Cells = cells,
    };

    private static double Contrast(SKColor a, SKColor b)
    {
        double[] both = [Luminance(a), Luminance(b)];
        return (both.Max() + 0.05) / (both.Min() + 0.05);
    }

    /// <summary>Relative luminance of WCAG 2.2.</summary>
    private static double Luminance(SKColor colour)
    {
        return 0.2126 * Linear(colour.Red) + 0.7152 * Linear(colour.Green) + 0.0722 * Linear(colour.Blue);

        static double Linear(byte channel) => channel <= 10 ? channel / 255.0 / 12.92 : Math.Pow((channel / 255.0 + 0.055) / 1.055, 2.4);
    }
}
