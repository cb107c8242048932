namespace Ttca.Collective;

/// <summary>How large the squares of the Square Attack are (Andriushchenko et al. 2020, section 3.3 and the authors' code).</summary>
internal static class SquareSchedule
{
    /// <summary>Up to this many of 10,000 parts of the run, the starting share is halved once more each time.</summary>
    private static readonly int[] Halvings = [10, 50, 200, 500, 1_000, 2_000, 4_000, 6_000, 8_000];

    /// <summary>Side of the square in pixels: that of <c>p_init / d</c> of the image's pixels, where d doubles as the run goes on.</summary>
    /// <param name="startingShare">p_init, in (0, 1].</param>
    /// <param name="iteration">i, from 0; the query with the stripes comes before the first.</param>
    /// <param name="queries">n, the queries of the whole run.</param>
    /// <param name="height">H, from 2.</param>
    /// <param name="width">W, from 2.</param>
    /// <returns>From 1 to the shorter side less 1.</returns>
    public static int Side(double startingShare, int iteration, int queries, int height, int width)
    {
        var part = 10_000L * iteration / queries;
        var halvings = Halvings.Count(end => part > end);
        var share = startingShare / (1 << halvings);
        var side = (int)Math.Round(Math.Sqrt(share * height * width));
        return Math.Clamp(side, 1, Math.Min(height, width) - 1);
    }
}
