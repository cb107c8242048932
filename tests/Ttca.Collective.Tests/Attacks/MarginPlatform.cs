using Ttca.Datasets;

namespace Ttca.Collective.Tests.Attacks;

/// <summary>
/// Two classes, told apart by whole numbers: class 1 is answered where <c>margin = sum w_j x_j - threshold</c> is above 0. A change of at
/// most epsilon steps raises the margin by epsilon |w|_1 at most, and by just that where it follows the signs of w.
/// </summary>
internal sealed class MarginPlatform(int[] weights, int threshold, AnswerKind kind, long cap = long.MaxValue) : IPlatform
{
    private readonly float _scale = 2f * ((255 * weights.Sum(Math.Abs)) + Math.Abs(threshold));

    public AnswerKind Kind => kind;

    public int Classes => 2;

    public long Queries { get; private set; }

    public long QueryCap => cap;

    /// <summary>Requests, each with its images.</summary>
    public List<byte[]> Asked { get; } = [];

    public Answers Ask(ReadOnlySpan<byte> pixels, int count)
    {
        count.ShouldBeInRange(1, (int)Math.Min(int.MaxValue, cap - Queries));
        pixels.Length.ShouldBe(count * weights.Length);
        Queries += count;
        Asked.Add(pixels.ToArray());
        var probabilities = new float[2 * count];
        for (var i = 0; i < count; i++)
        {
            var margin = Margin(pixels.Slice(i * weights.Length, weights.Length));
            probabilities[2 * i] = 0.5f - (margin / _scale);
            probabilities[(2 * i) + 1] = margin > 0
                ? MathF.Max(0.5f + (margin / _scale), MathF.BitIncrement(probabilities[2 * i]))
                : 0.5f + (margin / _scale);
        }

        return Answers.Reveal(kind, 2, probabilities, probabilities);
    }

    public int Margin(ReadOnlySpan<byte> image)
    {
        var sum = -threshold;
        for (var j = 0; j < image.Length; j++)
        {
            sum += weights[j] * image[j];
        }

        return sum;
    }

    /// <summary>Weights +1 and -1 by a coin; all 0 in the last row and column, which squares don't reach.</summary>
    public static int[] SignsInReach(int side, long seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, 3 * side * side).Select(j => (random.NextInt(2) * 2) - 1)
            .Select((sign, j) => j % side == side - 1 || j / side % side == side - 1 ? 0 : sign)];
    }

    /// <summary>Copies of one image of noise within 64..191, all of class 1.</summary>
    public static ImageSet Copies(int count, int side, long seed)
    {
        var one = Images.Noise(1, classes: 2, side, side, seed, low: 64, high: 191);
        return new ImageSet(
            [.. Enumerable.Repeat(one.ReadAll(), count).SelectMany(p => p)],
            [.. Enumerable.Repeat(1, count)],
            new Group[count],
            side,
            side);
    }
}
