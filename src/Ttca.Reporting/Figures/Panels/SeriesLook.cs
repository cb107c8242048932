using ScottPlot;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>
/// How a series looks. Colours of Okabe and Ito (2008), told apart with any colour vision; line pattern, marker shape
/// and hatch tell them apart without colour.
/// </summary>
internal sealed record SeriesLook(Color Colour, LinePattern Pattern, MarkerShape Marker, Hatch Hatch)
{
    public const float LineWidth = 1.4f;
    public const float MarkerSize = 5f;
    public const float ReferenceWidth = 0.9f;       // of a line across a panel
    public const float ReferenceMarkerSize = 3.6f;
    public const float SeedSize = 2.6f;
    public const double BandOpacity = 0.17;

    /// <summary>Of lines to compare with, which are no series.</summary>
    public static LinePattern ReferencePattern { get; } = new([7, 2, 1.5f, 2], 0, "reference");

    private static readonly SeriesLook[] Looks =
    [
        new(new Color("#0072B2"), LinePattern.Solid, MarkerShape.FilledCircle, Hatch.None),
        new(new Color("#D55E00"), new LinePattern([5, 2], 0, "dashed"), MarkerShape.FilledSquare, Hatch.Rising),
        new(new Color("#009E73"), new LinePattern([6, 1.6f, 1.4f, 1.6f], 0, "dash-dot"), MarkerShape.FilledTriangleUp, Hatch.Horizontal),
        new(new Color("#000000"), new LinePattern([1.3f, 1.6f], 0, "dotted"), MarkerShape.FilledDiamond, Hatch.Dots),
        new(new Color("#CC79A7"), new LinePattern([8, 2], 0, "long-dashed"), MarkerShape.FilledTriangleDown, Hatch.Falling),
        new(new Color("#E69F00"), new LinePattern([2.6f, 1.4f], 0, "short-dashed"), MarkerShape.OpenCircle, Hatch.Crossed),
        new(
            new Color("#56B4E9"),
            new LinePattern([6, 1.6f, 1.4f, 1.6f, 1.4f, 1.6f], 0, "dash-dot-dot"),
            MarkerShape.OpenSquare,
            Hatch.Vertical),
    ];

    /// <summary>The look of each name, in order of first appearance.</summary>
    /// <exception cref="ArgumentException">More names than looks that can be told apart.</exception>
    public static IReadOnlyDictionary<string, SeriesLook> ByName(IEnumerable<string> names)
    {
        var distinct = names.Distinct().ToList();
        if (distinct.Count > Looks.Length)
        {
            throw new ArgumentException(
                $"{distinct.Count} series ({string.Join(", ", distinct)}): a figure can tell {Looks.Length} apart; split it");
        }

        // An ordered dictionary: the legend follows the order of appearance.
        return new OrderedDictionary<string, SeriesLook>(distinct.Select((name, i) => KeyValuePair.Create(name, Looks[i])));
    }

    /// <param name="size">In points; open shapes get an outline.</param>
    public MarkerStyle MarkerStyle(float size) => new(Marker, size, Colour) { LineColor = Colour, LineWidth = 1 };
}
