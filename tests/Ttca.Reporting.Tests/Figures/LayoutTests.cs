using CsCheck;
using ScottPlot;
using SkiaSharp;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;
using Ttca.Reporting.Figures.Panels;
using Legend = Ttca.Reporting.Figures.Panels.Legend;

namespace Ttca.Reporting.Tests.Figures;

public sealed class LayoutTests
{
    private static readonly PanelFrame Frame = new(new SKRect(0, 0, 100, 100), new CoordinateRange(0, 1), new CoordinateRange(0, 1));

    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0.52, 1.01, 7, "0.6 0.7 0.8 0.9 1.0")]
    [InlineData(-0.15, 1.31, 7, "0.0 0.5 1.0")]
    [InlineData(-0.2, 0.2, 5, "−0.2 −0.1 0.0 0.1 0.2")]
    [InlineData(0, 4200, 5, "0 1,000 2,000 3,000 4,000")]
    public void RoundTicks_have_round_steps_and_equal_decimals(double low, double high, int most, string labels) =>
        string.Join(' ', RoundTicks.Between(low, high, most).Select(t => t.Label)).ShouldBe(labels);

    [Fact]
    public void RoundTicks_of_any_range_are_few_and_within_it() =>
        Gen.Select(Gen.Double[-1000, 1000], Gen.Double[0.001, 2000]).Sample((low, span) =>
        {
            var ticks = RoundTicks.Between(low, low + span, 7);

            ticks.Count.ShouldBeInRange(2, 8);
            ticks.ShouldAllBe(t => t.Value >= low - 1e-6 * span && t.Value <= low + span * (1 + 1e-6));
        });

    [Fact]
    public void LabelPlacement_without_obstacles_is_right_above_the_line() =>
        LabelPlacement.Best(Frame, lineY: 50, width: 30, height: 7, []).ShouldBe(SKRect.Create(67, 40, 30, 7));

    [Fact]
    public void LabelPlacement_avoids_what_is_drawn()
    {
        var right = Enumerable.Range(0, 100).Select(y => new SKPoint(80, y)).ToList();

        LabelPlacement.Best(Frame, lineY: 50, width: 30, height: 7, right).ShouldBe(SKRect.Create(3, 40, 30, 7));
    }

    [Fact]
    public void LabelPlacement_at_the_top_of_the_panel_goes_below_the_line() =>
        LabelPlacement.Best(Frame, lineY: 4, width: 30, height: 7, []).Top.ShouldBe(7);

    [Fact]
    public void Ticks_whose_labels_would_touch_keep_their_marks_without_a_label()
    {
        var ticks = new[] { AxisTick.At(1), AxisTick.At(2), AxisTick.At(1000) };

        var shown = AxisRange.WithoutOverlap(ticks, new Axis { Title = "x" }, new CoordinateRange(0, 1000), width: 200);

        shown.ShouldBe([new AxisTick(1, "1"), new AxisTick(2, ""), new AxisTick(1000, "1,000")]);
    }

    [Fact]
    public void Font_has_every_sign_that_figures_use()
    {
        using var font = PaperFont.Create(8);

        font.ContainsGlyphs("0123456789 −+±×/%.,()[]=≤≥εδΔαé²³’“”–∞").ShouldBeTrue();
    }

    [Fact]
    public void RoundTicks_on_a_logarithmic_axis_are_1_2_and_5_times_powers_of_ten() =>
        Labels(new CoordinateRange(Math.Log10(0.1), Math.Log10(10))).ShouldBe("0.1 0.2 0.5 1 2 5 10");

    [Fact]
    public void RoundTicks_on_a_long_logarithmic_axis_are_powers_of_ten() =>
        Labels(new CoordinateRange(0, 4)).ShouldBe("1 10 100 1,000 10,000");

    private static string Labels(CoordinateRange range) =>
        string.Join(' ', RoundTicks.On(new Axis { Title = "x", Scale = AxisScale.Logarithmic }, range, most: 6).Select(t => t.Label));

    [Fact]
    public void WrapWithin_breaks_words_that_are_too_long()
    {
        var lines = CanvasText.WrapWithin("aaaaaa ii", CanvasText.Width("aaaa", 7), 7);

        lines.ShouldBe(["aaaa", "aa ii"]);
    }

    [Fact]
    public void Legend_goes_on_in_a_further_row_where_there_is_no_room()
    {
        var entry = new LegendEntry("name", 20);

        new Legend([entry, entry], width: 200).Height.ShouldBe(12);
        new Legend([entry, entry], width: 60).Height.ShouldBe(24);
        new Legend([], width: 60).Height.ShouldBe(0);
    }

    [Fact]
    public void Legend_fits_its_width_without_overlap_and_leaves_no_entry_alone() =>
        Gen.Select(
            Gen.String[Gen.Char["abci "], 1, 40].Select(text => $"x{text}").Array[1, 12], Gen.Float[120, 520]).Sample((texts, width) =>
        {
            var legend = new Legend(texts.Select(text => new LegendEntry(text, 24)), width);

            var places = legend.Places.ToList();
            places.ShouldAllBe(place => place.Right <= width + 0.1f && place.Bottom <= legend.Height + 0.1f);
            places.Index().ShouldAllBe(one => places.Take(one.Index).All(other => !other.IntersectsWith(one.Item)));
        });

    [Fact]
    public void Rows_of_a_legend_are_about_as_long_as_each_other()
    {
        var entries = Enumerable.Range(0, 6).Select(_ => new LegendEntry("95 % interval", 24)).ToList();
        float one = CanvasText.Width("95 % interval", 8) + 28;

        var legend = new Legend(entries, 5.9f * one + 5 * 14);

        legend.Places.CountBy(place => place.Top).Select(row => row.Value).ShouldBe([3, 3]);     // not 5 and 1
    }

    [Fact]
    public void Panels_that_are_too_narrow_side_by_side_stand_in_rows()
    {
        PanelGrid.Of(panels: 2, width: 500, narrowest: 200).ShouldBe(new PanelGrid(2, 243));    // 14 between them
        PanelGrid.Of(panels: 2, width: 400, narrowest: 200).ShouldBe(new PanelGrid(1, 400));
    }

    [Fact]
    public void Wrap_breaks_at_spaces_within_the_width()
    {
        var lines = CanvasText.Wrap("one two three four", CanvasText.Width("three four", 7), 7);

        lines.ShouldBe(["one two", "three four"]);
    }
}
