namespace Ttca.Datasets;

/// <summary>The ten classes of <see cref="EmbeddedDataset"/>: shapes within about one unit of the origin, y downwards.</summary>
/// <remarks>
/// They come in neighbours that differ in few pixels (circle and ring, triangle and arrow, square and heart), so that low contrast hurts.
/// </remarks>
internal static class Pictogram
{
    public static IReadOnlyList<string> Names { get; } =
        ["circle", "ring", "moon", "square", "triangle", "star", "cross", "arrow", "heart", "bars"];

    private static readonly (int X, int Y)[] Weaves = [(2, 0), (0, 2), (2, 2), (2, -2), (3, 1), (1, 3), (3, -1), (1, -3), (3, 0), (0, 3)];

    private static ReadOnlySpan<double> Triangle => [0, -1, 0.95, 0.75, -0.95, 0.75];

    private static ReadOnlySpan<double> Arrow => [0, -1, 0.9, 0.05, 0.35, 0.05, 0.35, 0.95, -0.35, 0.95, -0.35, 0.05, -0.9, 0.05];

    // Five points on the unit circle and five at 0.45 of it: sin and cos of multiples of 36 degrees, to four digits.
    private static ReadOnlySpan<double> Star =>
    [
        0, -1, 0.2645, -0.3641, 0.9511, -0.3090, 0.4280, 0.1391, 0.5878, 0.8090,
        0, 0.45, -0.5878, 0.8090, -0.4280, 0.1391, -0.9511, -0.3090, -0.2645, -0.3641,
    ];

    // The lower part of the heart; two circles make the lobes and touch its sides.
    private static ReadOnlySpan<double> HeartTip => [-0.86, 0.02, -0.45, -0.35, 0.45, -0.35, 0.86, 0.02, 0, 0.95];

    /// <summary>Waves per eight pixels to the right and downwards in the texture of class <paramref name="label"/>.</summary>
    public static (int X, int Y) Weave(int label) => Weaves[label];

    /// <summary>Signed distance of a point to the outline of class <paramref name="label"/>.</summary>
    public static double Distance(int label, double x, double y) => label switch
    {
        0 => SignedDistance.Circle(x, y, 0.9),
        1 => Math.Abs(SignedDistance.Circle(x, y, 0.69)) - 0.21,
        2 => Math.Max(SignedDistance.Circle(x, y, 0.95), -SignedDistance.Circle(x - 0.5, y, 0.75)),
        3 => SignedDistance.Box(x, y, 0.8, 0.8),
        4 => SignedDistance.Polygon(x, y, Triangle),
        5 => SignedDistance.Polygon(x, y, Star),
        6 => Math.Min(SignedDistance.Box(x, y, 0.95, 0.3), SignedDistance.Box(x, y, 0.3, 0.95)),
        7 => SignedDistance.Polygon(x, y, Arrow),
        8 => Math.Min(SignedDistance.Circle(Math.Abs(x) - 0.45, y + 0.35, 0.5), SignedDistance.Polygon(x, y, HeartTip)),
        9 => Math.Min(SignedDistance.Box(x, y, 0.17, 0.85), SignedDistance.Box(Math.Abs(x) - 0.65, y, 0.17, 0.85)),
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, "There are ten classes, 0 to 9."),
    };
}
