using Ttca.Datasets;
using Ttca.Learning;
using Ttca.Learning.Data;

namespace Ttca.Collective;

/// <summary>
/// Square Attack, L-infinity, targeted (Andriushchenko et al. 2020, algorithms 1 and 2): random search with squares of +-epsilon per
/// channel.
/// </summary>
/// <remarks>
/// The loss is the cross-entropy to the target; it falls where the target's probability rises, so that is compared. As in the authors'
/// code a square's corner is below H - s and W - s, the upper end excluded: the last row and column keep the stripes they start with.
/// </remarks>
internal sealed class SquareAttack : UserAttack
{
    private const int Channels = 3;

    private readonly ImageSet _images;
    private readonly byte[] _original;
    private readonly PixelFraction _epsilon;
    private readonly double _startingShare;
    private readonly int _queries;
    private readonly byte[] _best;
    private SplitMix64 _random;
    private float _bestScore = float.NegativeInfinity;
    private int _iteration = -1;   // the stripes

    /// <param name="images">Where the image is.</param>
    /// <param name="row">Which one it is; with the seed it decides all random choices.</param>
    /// <param name="epsilon">Largest change of a pixel value, in steps of 1/255.</param>
    /// <param name="startingShare">p_init of <see cref="SquareSchedule"/>.</param>
    /// <param name="queries">n of <see cref="SquareSchedule"/>: the queries that the search may spend.</param>
    /// <param name="seed">Seed of all images' random choices.</param>
    public SquareAttack(ImageSet images, int row, PixelFraction epsilon, double startingShare, int queries, long seed)
        : base(images.Labels[row])
    {
        (_images, _original, _epsilon, _startingShare, _queries) = (images, images.Image(row), epsilon, startingShare, queries);
        _random = SplitMix64.Of(seed, row);
        _best = new byte[images.ImageLength];
    }

    public override void Propose(Span<byte> submitted)
    {
        if (_iteration < 0)
        {
            DrawStripes(submitted);
        }
        else
        {
            _best.CopyTo(submitted);
            DrawSquare(submitted);
        }
    }

    public override void Observe(ReadOnlySpan<byte> submitted, int label, float targetScore)
    {
        Succeeded = label == Target;
        if (targetScore > _bestScore)
        {
            _bestScore = targetScore;
            submitted.CopyTo(_best);
        }

        _iteration++;
    }

    /// <summary>Vertical stripes, one pixel wide, +-epsilon per channel.</summary>
    private void DrawStripes(Span<byte> submitted)
    {
        var (height, width) = (_images.Height, _images.Width);
        for (var channel = 0; channel < Channels; channel++)
        {
            for (var x = 0; x < width; x++)
            {
                Fill(submitted, new Window(channel, Top: 0, Left: x, height, Width: 1), NextStep());
            }
        }
    }

    /// <summary>A square of +-epsilon per channel in a place of its own, its signs drawn again while nothing changes by them.</summary>
    private void DrawSquare(Span<byte> submitted)
    {
        var side = SquareSchedule.Side(_startingShare, _iteration, _queries, _images.Height, _images.Width);
        var top = _random.NextInt(_images.Height - side);
        var left = _random.NextInt(_images.Width - side);
        bool changed;
        do
        {
            changed = false;
            for (var channel = 0; channel < Channels; channel++)
            {
                changed |= Fill(submitted, new Window(channel, top, left, side, side), NextStep());
            }
        }
        while (!changed);   // ends: of the two signs of a channel one changes the window
    }

    private int NextStep() => _random.NextInt(2) == 0 ? -_epsilon.Pixels : _epsilon.Pixels;

    /// <returns>Whether any pixel is another than in the best image so far.</returns>
    private bool Fill(Span<byte> submitted, Window window, int steps)
    {
        var changed = false;
        for (var y = window.Top; y < window.Top + window.Height; y++)
        {
            var start = (((window.Channel * _images.Height) + y) * _images.Width) + window.Left;
            for (var i = start; i < start + window.Width; i++)
            {
                submitted[i] = Moved(_original[i], steps);
                changed |= submitted[i] != _best[i];
            }
        }

        return changed;
    }

    private readonly record struct Window(int Channel, int Top, int Left, int Height, int Width);
}

/// <summary>How large the squares of the Square Attack are (Andriushchenko et al. 2020, section 3.3 and the authors' code).</summary>
internal static class SquareSchedule
{
    /// <summary>Up to this many of 10,000 parts of the run, the starting share is halved once more each time.</summary>
    private static readonly int[] Halvings = [10, 50, 200, 500, 1_000, 2_000, 4_000, 6_000, 8_000];

    /// <summary>
    /// Side of the square in pixels: that of <c>p_init / d</c> of the image's pixels, where d doubles as the run goes on.
    /// </summary>
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
