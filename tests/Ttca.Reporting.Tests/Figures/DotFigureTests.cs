using System.Globalization;
using System.Xml.Linq;
using Ttca.Fairness;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Dots;

namespace Ttca.Reporting.Tests.Figures;

public sealed class DotFigureTests
{
    private const string FirstColour = "#0072B2";

    [Fact]
    public void Dots_are_as_far_apart_as_their_values()
    {
        var xs = Dots(Figure(Row("a", 0.1), Row("b", 0.2), Row("c", 0.4))).Select(d => Drawn.Number(d, "cx")).ToList();

        ((xs[2] - xs[1]) / (xs[1] - xs[0])).ShouldBe(2, 1e-3);
    }

    [Fact]
    public void Dots_on_a_logarithmic_axis_are_as_far_apart_as_their_ratios()
    {
        var figure = Figure(Row("a", 1), Row("b", 2), Row("c", 8));
        var logarithmic = figure with { Panels = [figure.Panels[0] with { X = new Axis { Title = "x", Scale = AxisScale.Logarithmic } }] };

        var xs = Dots(logarithmic).Select(d => Drawn.Number(d, "cx")).ToList();

        ((xs[2] - xs[1]) / (xs[1] - xs[0])).ShouldBe(2, 1e-3);
        Drawn.Labels(logarithmic).ShouldContain("5");
    }

    [Fact]
    public void First_row_stands_above_the_others()
    {
        var ys = Dots(Figure(Row("a", 0.1), Row("b", 0.2))).Select(d => Drawn.Number(d, "cy")).ToList();

        ys[1].ShouldBeGreaterThan(ys[0]);
    }

    [Fact]
    public void Line_joins_the_first_dot_with_the_last()
    {
        var figure = Figure(new DotRow("a", [new("before", At(0.2)), new("after", At(0.6))]));

        var joint = Drawn.Corners(Translucent(figure).Single());

        var before = Dots(figure)[^1];      // the one before it is the legend's
        joint[0].X.ShouldBe(Drawn.Number(before, "cx"), 1e-2);
        joint[0].Y.ShouldBe(Drawn.Number(before, "cy"), 1e-2);
        var after = Drawn.All(figure, "rect", "fill", "#D55E00")[^1];
        joint[1].X.ShouldBe(Drawn.Number(after, "x") + Drawn.Number(after, "width") / 2, 1e-2);
    }

    [Fact]
    public void Changes_are_seen_against_zero_and_not_joined()
    {
        var figure = Figure(new DotRow("a", [new("before", At(0.52)), new("after", At(0.6))]) { IsJoined = false });
        figure = figure with { Panels = [figure.Panels[0] with { HasZero = true }] };

        Drawn.Labels(figure).ShouldContain("0.0");
        Translucent(figure).Count.ShouldBe(1);     // the line at 0
    }

    [Fact]
    public void Mark_stands_at_its_value_and_is_explained()
    {
        var row = Row("a", 0.8);
        var figure = Figure(row with { Mark = 0.8 });
        figure = figure with { Panels = [figure.Panels[0] with { MarkMeans = "four-fifths rule" }] };

        var mark = Drawn.Corners(Drawn.All(figure, "path", "stroke-width", "1.6")[^1]);

        mark[0].X.ShouldBe(Drawn.Number(Dots(figure).Single(), "cx"), 1e-2);
        Drawn.Labels(figure).ShouldContain("four-fifths rule");
    }

    [Fact]
    public void Undefined_estimate_is_marked_and_explained()
    {
        Dots(Figure(Row("a", 0.1), Row("b", double.NaN))).Count.ShouldBe(1);
        Drawn.Labels(Figure(Row("a", 0.1), Row("b", double.NaN))).ShouldContain("undefined");
        Drawn.Labels(Figure(Row("a", 0.1))).ShouldNotContain("undefined");
    }

    [Fact]
    public void Interval_without_a_bound_reaches_the_edge_of_the_panel()
    {
        var figure = Figure(new DotRow("a", [new("s", Samples.Measured(new(0.5, double.NegativeInfinity, 0.7), 0.4))]));

        var arrow = Drawn.All(figure, "path", "stroke", FirstColour)
            .Select(p => (string?)p.Attribute("transform"))
            .OfType<string>()
            .First();
        var axis = Drawn.All(figure, "path", "stroke", "#222")
            .Select(Drawn.Corners)
            .First(c => c.Count == 2 && c[0].X == c[1].X && Math.Abs(c[0].Y - c[1].Y) > 10);

        // its tip, to which it is moved, and the figure's margin
        double.Parse(arrow.Split('(', ' ')[1], CultureInfo.InvariantCulture).ShouldBe(axis[0].X + 2, 1e-2);
        Drawn.Labels(figure).ShouldContain("goes on beyond");
    }

    /// <summary>Skia's SVG drops the opacity of pure black.</summary>
    [Fact]
    public void Shade_of_every_other_row_is_translucent() =>
        Drawn.All(Figure(Row("a", 0.1), Row("b", 0.2)), "rect", "fill", "#222").Single().Attribute("fill-opacity").ShouldNotBeNull();

    [Fact]
    public void Zero_on_a_logarithmic_axis_throws() =>
        Message(Figure(Row("a", 0)).Panels[0] with { X = new Axis { Title = "x", Scale = AxisScale.Logarithmic } })
            .ShouldBe("panel 'p', row 'a', series 's': 0 cannot stand on a Logarithmic axis");

    [Fact]
    public void Mark_without_a_meaning_throws() =>
        Message(Figure(Row("a", 0.1) with { Mark = 0.8 }).Panels[0]).ShouldBe(
            "panel 'p', row 'a' has a mark, but MarkMeans doesn't say what it is");

    [Fact]
    public void Two_dots_of_one_series_in_a_row_throw() =>
        Message(Figure(new DotRow("a", [new("s", At(1)), new("s", At(2))])).Panels[0])
            .ShouldBe("panel 'p', row 'a' has 2 dots of the series 's'; one is allowed");

    [Fact]
    public void Panel_without_dots_throws() =>
        Message(Figure(new DotRow("a", [])).Panels[0]).ShouldBe("panel 'p' has no dots");

    [Fact]
    public void Figure_without_panels_throws() =>
        Should.Throw<ArgumentException>(
            () => new DotFigure { Title = "t", Evidence = Samples.Evidence, Panels = [] }.Render()).Message.ShouldBe(
            "a dot figure needs at least one panel");

    private static string Message(DotPanel panel) =>
        Should.Throw<ArgumentException>(() =>
            new DotFigure { Title = "t", Evidence = Samples.Evidence, Panels = [panel] }.Render()).Message;

    /// <summary>Lines that join dots, and the line at 0.</summary>
    private static List<XElement> Translucent(DotFigure figure) =>
        [.. Drawn.All(figure, "path", "stroke", "#222").Where(p => p.Attribute("stroke-opacity") is not null)];

    private static List<XElement> Dots(DotFigure figure) => Drawn.All(figure, "ellipse", "fill", FirstColour);

    private static MetricEstimate At(double value) => Samples.Measured(new(value, double.NaN, double.NaN));

    private static DotRow Row(string label, double value) => new(label, [new("s", At(value))]);

    private static DotFigure Figure(params DotRow[] rows) =>
        new()
        {
            Title = "t",
            Evidence = Samples.Evidence,
            Panels = [new DotPanel { Title = "p", X = new Axis { Title = "x" }, Rows = rows }],
        };
}
