using ScottPlot;
using Ttca.Fairness;
using Ttca.Reporting.Figures.HeatMaps;

namespace Ttca.Reporting.Tests.Figures;

public sealed class HeatMapFigureTests
{
    [Fact]
    public void Labels_hold_names_values_intervals_and_notes() =>
        Drawn.Labels(
            Map(
                [
                    [
                        new(new Estimate(0.75, 0.5, 1), "fidelity 0.9", false),
                        new(new Estimate(-0.25, double.NegativeInfinity, 0), "", false),
                    ],
                ])).ShouldBe(
            [
                "[low, high]: 95 % percentile interval", "2,000 images × 10 seeds", "closure", "columns", "c1", "c2", "r1", "rows",
                "0.75", "[0.50, 1.00]", "fidelity 0.9", "−0.25", "[−∞, 0.00]", "scale", "−1.0", "−0.5", "0.0", "0.5", "1.0",
            ]);

    [Fact]
    public void Cells_stand_in_rows_and_columns()
    {
        var figure = EstimateSamples.Transfer();
        var cells = Drawn.Svg(figure)
            .Descendants()
            .Where(
                e => e.Name.LocalName == "rect" && Drawn.Number(e, "width") > 100 && (string?)e.Attribute("fill") is not (null or "none"))
            .ToList();

        cells.Count.ShouldBe(11);       // one is undefined
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

    /// <summary>Below 0 brown, above it blue-green, and the darker the farther from it.</summary>
    [Theory, InlineData(-1), InlineData(1)]
    public void Colours_diverge_at_zero_and_darken_away_from_it(int side)
    {
        var scale = new HeatScale([-0.2, 1.2]);

        scale.Colour(0).ShouldBe(Colors.White);
        var colours = Enumerable.Range(0, 12).Select(i => scale.Colour(side * i / 11.0 * scale.High)).ToList();
        colours.Zip(colours.Skip(1)).ShouldAllBe(pair => Luminance(pair.Second) < Luminance(pair.First));
        colours.Skip(1).ShouldAllBe(colour => side * (colour.Blue - colour.Red) > 0);
    }

    [Theory]
    [InlineData(new[]
    {
        0.4,
        1.2,
    }, 1.2, false), InlineData(new[] { -0.5, 0.6, double.NaN }, 1, false), InlineData(new[] { 0.5, -12 }, 2, true)]
    public void Scale_is_as_far_below_zero_as_above_and_clipped_where_a_value_is_far_off(double[] values, double end, bool isClipped)
    {
        var scale = new HeatScale(values);

        (scale.Low, scale.High, scale.IsClipped).ShouldBe((-end, end, isClipped));
        scale.Colour(-12).ShouldBe(scale.Colour(-end));
    }

    [Fact]
    public void Ends_of_a_clipped_scale_say_that_they_stand_for_more()
    {
        Drawn.Labels(Map([[Cell(0.5), Cell(-12)]])).ShouldContain("≤ −2");
        Drawn.Labels(Map([[Cell(0.5), Cell(-12)]])).ShouldContain("≥ 2");
        Drawn.Labels(Map([[Cell(0.5), Cell(-2)]])).ShouldContain("−2");
    }

    [Fact]
    public void Control_stands_beside_with_the_same_scale()
    {
        var figure = Map([[Cell(0.5), Cell(-0.1)]]);
        var both = figure with { Panels = [figure.Panels[0], new HeatMapPanel("random signs", [[Cell(0), Cell(0.5)]])] };

        Drawn.Labels(both).ShouldContain("(b) random signs");
        string equal = new HeatScale([0.5]).Colour(0.5).ToHex();
        var cells = Drawn.All(both, "rect", "fill", equal);
        cells.Count.ShouldBe(2);
        Drawn.Number(cells[1], "y").ShouldBe(Drawn.Number(cells[0], "y"), 1e-2);
    }

    /// <summary>WCAG 2.2 asks 4.5 of small text.</summary>
    [Fact]
    public void Text_contrasts_with_every_colour_of_the_scale()
    {
        var scale = new HeatScale([0, 1]);

        Enumerable.Range(-100, 201)
            .Select(i => scale.Colour(i / 100.0))
            .ShouldAllBe(ground => Contrast(ground, Color.FromSKColor(HeatScale.TextOn(ground))) >= 3.7);
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
        Message(Map([[Cell(0.5) with { IsMarked = true }, Cell(0.5)]])).ShouldBe(
            "a heat map has marked cells, but MarkedMeans doesn't say what that means");

    private static string Message(HeatMapFigure figure) => Should.Throw<ArgumentException>(figure.Render).Message;

    private static HeatMapCell Cell(double value) => new(new Estimate(value, double.NaN, double.NaN), "", false);

    private static HeatMapFigure Map(IReadOnlyList<IReadOnlyList<HeatMapCell>> cells) => new()
    {
        Title = "t",
        Evidence = Samples.Evidence,
        RowTitle = "rows",
        ColumnTitle = "columns",
        ScaleTitle = "scale",
        Rows = ["r1"],
        Columns = ["c1", "c2"],
        Panels = [new HeatMapPanel("closure", cells)],
    };

    private static double Contrast(Color a, Color b)
    {
        double[] both = [Luminance(a), Luminance(b)];
        return (both.Max() + 0.05) / (both.Min() + 0.05);
    }

    /// <summary>Relative luminance of WCAG 2.2.</summary>
    private static double Luminance(Color colour)
    {
        return 0.2126 * Linear(colour.Red) + 0.7152 * Linear(colour.Green) + 0.0722 * Linear(colour.Blue);

        static double Linear(byte channel) => channel <= 10 ? channel / 255.0 / 12.92 : Math.Pow((channel / 255.0 + 0.055) / 1.055, 2.4);
    }
}
