using Ttca.Fairness;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Bars;

namespace Ttca.Reporting.Tests.Figures;

public sealed class BarFigureTests
{
    private const string FirstOutline = "#0072B2";

    [Fact]
    public void Heights_are_as_the_values_and_negative_bars_hang_from_zero()
    {
        var bars = Drawn.All(One(At(0.2), At(0.4), At(-0.1)), "rect", "stroke", FirstOutline);

        var heights = bars.Select(b => Drawn.Number(b, "height")).ToList();
        (heights[1] / heights[0]).ShouldBe(2, 1e-3);
        (heights[2] / heights[0]).ShouldBe(0.5, 1e-3);
        double zero = Drawn.Number(bars[0], "y") + heights[0];
        Drawn.Number(bars[2], "y").ShouldBe(zero, 1e-3);
    }

    [Fact]
    public void Bars_of_one_group_stand_side_by_side_in_order()
    {
        var figure = Panel(new BarGroup<MetricEstimate>("g", [new("a", At(0.3)), new("b", At(0.3))]));

        var first = Drawn.All(figure, "rect", "stroke", "#0072B2")[^1];
        var second = Drawn.All(figure, "rect", "stroke", "#D55E00")[^1];
        Drawn.Number(second, "x").ShouldBeGreaterThan(Drawn.Number(first, "x") + Drawn.Number(first, "width"));
    }

    [Fact]
    public void Interval_stands_where_its_ends_are()
    {
        var figure = One(Samples.Measured(new(0.4, 0.2, 0.8)));
        var bar = Drawn.All(figure, "rect", "stroke", FirstOutline).Single();

        var interval = Drawn.All(figure, "path", "stroke", "#222")
            .Where(p => ((string)p.Attribute("stroke-width")!).StartsWith("0.89"))
            .Select(Drawn.Corners)
            .Single(c => c[0].X == c[1].X);

        double perUnit = Drawn.Number(bar, "height") / 0.4;
        double zero = Drawn.Number(bar, "y") + Drawn.Number(bar, "height");
        interval.Max(p => p.Y).ShouldBe(zero - 0.2 * perUnit, 1e-2);
        interval.Min(p => p.Y).ShouldBe(zero - 0.8 * perUnit, 1e-2);
    }

    [Fact]
    public void Interval_without_a_bound_is_explained()
    {
        Drawn.Labels(One(Samples.Measured(new(0.4, 0.2, double.PositiveInfinity)))).ShouldContain("goes on beyond");
        Drawn.Labels(One(Samples.Measured(new(0.4, 0.2, 0.5)))).ShouldNotContain("goes on beyond");
    }

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void Undefined_estimate_has_no_bar_and_is_explained(double value)
    {
        var figure = One(At(0.2), At(value));

        Drawn.All(figure, "rect", "stroke", FirstOutline).Count.ShouldBe(1);
        Drawn.Labels(figure).ShouldContain("undefined");
        Drawn.Labels(One(At(0.2))).ShouldNotContain("undefined");
    }

    [Fact]
    public void Every_defined_seed_is_a_circle()
    {
        var figure = Panel(new BarGroup<MetricEstimate>("g", [new("s", At(0.3, 0.25, double.NaN, 0.35))]));

        Drawn.All(figure, "ellipse", "stroke", "#222").Count.ShouldBe(2);
    }

    [Fact]
    public void Labels_hold_what_is_needed_and_no_name_of_an_only_series() =>
        Drawn.Labels(Panel(new BarGroup<MetricEstimate>("JPEG", [new("s", Samples.Measured(new(0.5, 0.5, 0.5)))]))).ShouldBe(
            ["95 % percentile interval", "2,000 images × 10 seeds", "y", "0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "p", "JPEG"]);

    [Theory, InlineData(0.6, 5), InlineData(0.4, 50)]
    public void Bars_of_an_axis_with_a_break_are_tiles_at_their_values(double least, double height)
    {
        var figure = One(At(least), At(0.9));
        figure = figure with { Panels = [figure.Panels[0] with { Y = new Axis { Title = "accuracy", Minimum = 0, BreakAbove = 0.5 } }] };

        var bars = Drawn.All(figure, "rect", "stroke", FirstOutline);

        (Drawn.Number(bars[0], "height") - height).ShouldBeInRange(-0.5, height > 5 ? 50 : 0.5);
        Drawn.Labels(figure).Contains("0.0").ShouldBe(height > 5);
    }

    [Fact]
    public void Long_label_stands_in_several_lines() =>
        Drawn.Labels(EstimateSamples.Defences()).ShouldContain("compression,");

    [Fact]
    public void Nothing_defined_is_drawn_too() =>
        Drawn.Labels(One(At(double.NaN))).ShouldContain("1.0");     // the axis goes from 0 to 1

    [Fact]
    public void Logarithmic_axis_throws() =>
        Message(One(At(1)).Panels[0] with { Y = new Axis { Title = "y", Scale = AxisScale.Logarithmic } })
            .ShouldBe("panel 'p': bars start at 0, which a Logarithmic axis doesn't have");

    [Fact]
    public void Panel_without_bars_throws() =>
        Message(One(At(1)).Panels[0] with { Groups = [new("g", [])] }).ShouldBe("panel 'p' has no bars");

    [Fact]
    public void Figure_without_panels_throws() =>
        Should.Throw<ArgumentException>(
            () => new BarFigure { Title = "t", Evidence = Samples.Evidence, Panels = [] }.Render()).Message.ShouldBe(
            "a bar figure needs at least one panel");

    [Fact]
    public void Two_bars_of_one_series_in_a_group_throw() =>
        Message(One(At(1)).Panels[0] with { Groups = [new("g", [new("s", At(1)), new("s", At(2))])] })
            .ShouldBe("panel 'p', group 'g' has 2 bars of the series 's'; one is allowed");

    private static string Message(BarPanel<MetricEstimate> panel) =>
        Should.Throw<ArgumentException>(() =>
            new BarFigure { Title = "t", Evidence = Samples.Evidence, Panels = [panel] }.Render()).Message;

    private static MetricEstimate At(double value, params IReadOnlyList<double> seeds) =>
        Samples.Measured(new(value, double.NaN, double.NaN), seeds);

    private static BarFigure One(params MetricEstimate[] estimates) =>
        Panel([.. estimates.Select((estimate, i) => new BarGroup<MetricEstimate>($"group {i}", [new("s", estimate)]))]);

    private static BarFigure Panel(params BarGroup<MetricEstimate>[] groups) =>
        new()
        {
            Title = "t",
            Evidence = Samples.Evidence,
            Panels = [new BarPanel<MetricEstimate>("p", new Axis { Title = "y" }, groups, [])],
        };
}
