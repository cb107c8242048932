using System.Globalization;
using System.Xml.Linq;
using Ttca.Fairness;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Tests.Figures;

public sealed class LineFigureTests
{
    private const string FirstColour = "#0072B2";

    [Fact]
    public void Markers_on_a_logarithmic_axis_are_as_far_apart_as_their_ratios()
    {
        var xs = Markers(Svg(Figure(Axis(AxisScale.Logarithmic), Point(10, 0.1), Point(50, 0.2), Point(800, 0.3))))
            .Select(m => m.X)
            .ToList();

        ((xs[2] - xs[1]) / (xs[1] - xs[0])).ShouldBe(Math.Log(16) / Math.Log(5), 1e-3);
    }

    [Fact]
    public void Markers_on_a_linear_axis_are_as_far_apart_as_their_differences()
    {
        var xs = Markers(Svg(Figure(Axis(AxisScale.Linear), Point(16, 0.1), Point(4, 0.2), Point(8, 0.3)))).Select(m => m.X).ToList();

        ((xs[2] - xs[1]) / (xs[1] - xs[0])).ShouldBe(2, 1e-3);     // drawn in the order of x: 4, 8, 16
    }

    [Fact]
    public void Greater_values_stand_higher()
    {
        var ys = Markers(Svg(Figure(Axis(AxisScale.Linear), Point(1, 0.1), Point(2, 0.2), Point(3, 0.4)))).Select(m => m.Y).ToList();

        ((ys[1] - ys[2]) / (ys[0] - ys[1])).ShouldBe(2, 1e-3);
    }

    [Fact]
    public void Every_seed_is_a_point_in_every_panel()
    {
        var seeds = Svg(Samples.CollectiveSize())
            .Descendants()
            .Count(e => e.Name.LocalName == "ellipse" && (string)e.Attribute("fill")! == "none");

        seeds.ShouldBe((4 + 3) * 4 * 5 + 1);    // series x sizes x seeds, and the legend's sample
    }

    [Fact]
    public void Undefined_estimate_is_marked_and_explained()
    {
        var undefined = Figure(Axis(AxisScale.Linear), Point(1, 0.1), Point(2, double.NaN), Point(3, 0.3));
        var defined = Figure(Axis(AxisScale.Linear), Point(1, 0.1), Point(2, 0.2), Point(3, 0.3));

        Markers(Svg(undefined)).Count.ShouldBe(2);
        Markers(Svg(defined)).Count.ShouldBe(3);
        Labels(Svg(undefined)).ShouldContain("undefined");
        Labels(Svg(defined)).ShouldNotContain("undefined");
    }

    [Fact]
    public void Labels_hold_names_once_axes_per_panel_and_the_majority() =>
        Labels(Svg(Samples.CollectiveSize())).ShouldBe(
        [
            "collective", "random signs", "white-box", "none", "95 % percentile interval", "one seed", "2,000 images × 10 seeds",
            "members of the collective", "10", "50", "200", "800", "accuracy", "0.6", "0.7", "0.8", "0.9", "1.0",
            "(a) Accuracy of the subgroup", "majority, none: 0.92",
            "members of the collective", "10", "50", "200", "800", "closure (1 = gap closed)", "0.0", "0.5", "1.0",
            "(b) Closure of the accuracy gap", "gap closed", "no effect",
        ]);

    [Fact]
    public void Unbounded_interval_reaches_the_edge_of_the_panel()
    {
        var open = At(1, new(0.5, 0.4, double.PositiveInfinity), 0.5);
        var closed = At(1, new(0.5, 0.4, 0.6), 0.5);
        var second = At(2, new(0.5, 0.3, 0.9), 0.5);

        HighestOfBand(Figure(Axis(AxisScale.Linear), open, second)).ShouldBeLessThan(
            HighestOfBand(Figure(Axis(AxisScale.Linear), closed, second)));
    }

    [Fact]
    public void What_does_not_depend_on_x_is_a_band_across_with_its_interval_and_seeds_at_the_right()
    {
        var svg = Svg(Samples.FewSeeds());

        Labels(svg).ShouldContain("no perturbation");
        var bands = svg.Descendants()
            .Where(e => e.Name.LocalName == "rect" && e.Attribute("fill-opacity") is not null && Number(e, "width") > 100)
            .ToList();
        bands.Count.ShouldBe(5 + 4);
        // dashed in SVG too
        svg.Descendants().Count(e => e.Name.LocalName == "line" && (string?)e.Attribute("stroke") == "#009E73").ShouldBe(0);
        var seeds = svg.Descendants().Where(e => e.Name.LocalName == "ellipse" && (string)e.Attribute("fill")! == "none").ToList();
        // sizes and bands of both panels; the legend's sample, and two open markers of its sixth look
        seeds.Count.ShouldBe((4 + 5 + 4 + 4) * 5 + 3);
    }

    [Fact]
    public void Few_seeds_have_bars_that_are_named_and_no_band_of_their_own()
    {
        var (few, many) = (Samples.FewSeeds(), Samples.FewSeeds() with { Evidence = Samples.Evidence });

        Labels(Svg(few)).ShouldContain("95 % t-interval");
        Labels(Svg(few)).ShouldContain("2,000 images × 5 seeds");
        Filled(few).ShouldBe(0);
        Filled(many).ShouldBe(2);

        static int Filled(
            LineFigure figure) =>
                Svg(figure)
                    .Descendants()
                    .Count(
                        e => e.Name.LocalName == "path"
                            && (string?)e.Attribute("fill") == FirstColour
                            && e.Attribute("fill-opacity") is not null);
    }

    [Theory, InlineData(0.51, true), InlineData(0.49, false)]
    public void Axis_of_what_lies_above_one_half_has_a_break_instead_of_a_zero(double least, bool isBroken)
    {
        var figure = Figure(Axis(AxisScale.Linear), Point(1, least), Point(2, 0.9));
        figure = figure with { Panels = [figure.Panels[0] with { Y = new Axis { Title = "accuracy", Minimum = 0, BreakAbove = 0.5 } }] };

        Labels(Svg(figure)).Contains("0.0").ShouldBe(!isBroken);
        // the strokes across the axis
        Svg(figure).Descendants().Count(e => (string?)e.Attribute("stroke-width") == "0.80000001").ShouldBe(isBroken ? 1 : 0);
    }

    [Fact]
    public void Interval_that_is_far_wider_than_all_else_goes_on_beyond_the_panel()
    {
        var wide = Figure(Axis(AxisScale.Linear), At(1, new(0.2, -12, 14), 0.1), Point(2, 0.4)) with
        {
            Evidence = Samples.FewSeeds().Evidence,
        };

        Labels(Svg(wide)).ShouldContain("goes on beyond");
        Labels(Svg(wide)).ShouldContain("0.4");
        Labels(Svg(wide)).ShouldNotContain("10");
    }

    [Fact]
    public void A_third_panel_stands_beneath_the_others()
    {
        var two = Samples.CollectiveSize();
        var three = two with { Panels = [.. two.Panels, two.Panels[0]] };

        Height(Svg(three)).ShouldBeGreaterThan(1.5 * Height(Svg(two)));
    }

    /// <summary>One size, one seed, nothing defined: a study's first trial must not fail at its figure.</summary>
    [Theory, InlineData(0.5), InlineData(0), InlineData(double.NaN)]
    public void Single_point_is_drawn(double value)
    {
        var figure = Figure(Axis(AxisScale.Logarithmic), At(200, new(value, value, value), value));

        Labels(Svg(figure)).ShouldContain("200");
        Markers(Svg(figure)).Count.ShouldBe(double.IsNaN(value) ? 0 : 1);
    }

    [Fact]
    public void Zero_on_a_logarithmic_axis_throws() =>
        Should.Throw<ArgumentException>(() => Figure(Axis(AxisScale.Logarithmic), Point(0, 0.1)).Render())
            .Message.ShouldBe("panel 'p', series 's': x = 0 cannot stand on a Logarithmic axis");

    [Fact]
    public void Two_series_of_one_name_throw()
    {
        var panel = Figure(Axis(AxisScale.Linear), Point(1, 0.1)).Panels[0];

        Should.Throw<ArgumentException>(
            () => new LineFigure
            {
                Title = "t",
                Evidence = Samples.Evidence,
                X = Axis(AxisScale.Linear),
                Panels = [panel with { Series = [.. panel.Series, .. panel.Series] }],
            }.Render())
            .Message.ShouldBe("panel 'p' has 2 series named 's'; names must differ");
    }

    [Fact]
    public void More_series_than_looks_throw()
    {
        var panel = Figure(Axis(AxisScale.Linear), Point(1, 0.1)).Panels[0];
        var many = Enumerable.Range(1, 8).Select(i => new LineSeries<MetricEstimate>($"s{i}", panel.Series[0].Points)).ToList();

        Should.Throw<ArgumentException>(
            () => new LineFigure
            {
                Title = "t",
                Evidence = Samples.Evidence,
                X = Axis(AxisScale.Linear),
                Panels = [panel with { Series = many }],
            }.Render())
            .Message.ShouldBe("8 series (s1, s2, s3, s4, s5, s6, s7, s8): a figure can tell 7 apart; split it");
    }

    [Fact]
    public void Looks_differ_in_colour_in_marker_and_in_line()
    {
        var looks = SeriesLook.ByName(["1", "2", "3", "4", "5", "6", "7"]).Values.ToList();

        looks.Select(l => l.Colour.ToHex()).ShouldBeUnique();
        looks.Select(l => l.Marker).ShouldBeUnique();
        looks.Select(l => string.Join(' ', l.Pattern.Intervals)).ShouldBeUnique();
    }

    private static Axis Axis(AxisScale scale) => new() { Title = "x", Scale = scale };

    private static LinePoint<MetricEstimate> Point(double x, double y) => At(x, new(y, y, y));

    private static LinePoint<MetricEstimate> At(double x, Estimate estimate, params IReadOnlyList<double> seeds) =>
        new(x, Samples.Measured(estimate, seeds));

    private static LineFigure Figure(Axis x, params LinePoint<MetricEstimate>[] points) => new()
    {
        Title = "t",
        Evidence = Samples.Evidence,
        X = x,
        Panels = [new("p", new Axis { Title = "y" }, [new("s", points)], [])],
    };

    private static XElement Svg(Figure figure) =>
        XDocument.Load(new MemoryStream(figure.Render().Single(f => f.Extension == "svg").Bytes)).Root!;

    private static List<string> Labels(XElement svg) =>
        svg.Descendants().Attributes("aria-label").Select(a => a.Value).ToList();

    /// <summary>Centres of the first series' filled circles, without the legend's.</summary>
    private static List<(double X, double Y)> Markers(XElement svg) =>
        svg.Descendants().Where(e => e.Name.LocalName == "ellipse" && (string)e.Attribute("fill")! == FirstColour)
            .Skip(1).Select(e => (Number(e, "cx"), Number(e, "cy"))).ToList();

    /// <summary>The least y (SVG counts downwards) at the band's left end.</summary>
    private static double HighestOfBand(LineFigure figure)
    {
        var band = Svg(figure)
            .Descendants()
            .First(e => (string?)e.Attribute("fill") == FirstColour && e.Attribute("fill-opacity") is not null);
        var numbers = ((string)band.Attribute("d")!).Split(['M', 'L', 'Z', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToList();
        var points = numbers.Chunk(2).Select(c => (X: c[0], Y: c[1])).ToList();
        return points.Where(p => p.X <= points.Min(q => q.X) + 1e-3).Min(p => p.Y);
    }

    private static double Height(XElement svg) =>
        double.Parse(((string)svg.Attribute("height")!)[..^2], CultureInfo.InvariantCulture);

    private static double Number(XElement element, string name) =>
        double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);
}
