using System.Globalization;
using Ttca.Learning.Training;

namespace Ttca.Learning.Networks;

/// <summary>
/// A network that is asked and not trained: frozen in float32, and where labels are all that is asked, in bfloat16 beside that.
/// </summary>
/// <remarks>
/// <para>Labels are those of float32. On CPUs that multiply bfloat16 it gives them two to three times as fast, and another one only where
/// two classes are nearly as probable. So images are computed again in float32, those first whose two best classes are closest, until these
/// are further apart than <see cref="Safety"/> times the largest error of that distance that was seen.</para>
/// <para>After a request of which more than half was computed again, everything is computed in float32: a network that is never sure, or
/// images at the border between two classes, as an attack by labels asks about.</para>
/// </remarks>
public sealed class FrozenNetwork : IDisposable
{
    private const double Safety = 1.5;

    /// <summary>Images that are computed again at a time.</summary>
    private const int Again = 16;

    private readonly Network _network;
    private readonly Lazy<Network> _exact;
    private readonly Lazy<Network> _fast;
    private readonly Lock _computing = new();
    private bool _usesBfloat16;
    private double _largestError;

    /// <param name="network">It stays the caller's, and is read when it is asked for the first time.</param>
    public FrozenNetwork(Network network)
        : this(network, TorchRuntime.HasFastBfloat16)
    {
    }

    internal FrozenNetwork(Network network, bool usesBfloat16)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _usesBfloat16 = usesBfloat16;
        _exact = new Lazy<Network>(() => network.Freeze());
        _fast = new Lazy<Network>(() => network.Freeze(Precision.Bfloat16));
    }

    public int Classes => _network.Classes;

    public int Height => _network.Height;

    public int Width => _network.Width;

    /// <summary>How the labels so far were computed.</summary>
    public LabelsComputed Computed { get; private set; } = new(0, 0);

    /// <summary>As <see cref="Network.Probabilities"/>, always in float32.</summary>
    /// <exception cref="ArgumentException">
    /// <paramref name="pixels"/> is not <paramref name="count"/> images of this network's size.
    /// </exception>
    public float[] Probabilities(ReadOnlySpan<byte> pixels, int count) => _exact.Value.Probabilities(pixels, count);

    /// <summary>The most probable class, [N], of 8-bit images [N,3,H,W]; the lowest among equals.</summary>
    /// <exception cref="ArgumentException">
    /// <paramref name="pixels"/> is not <paramref name="count"/> images of this network's size.
    /// </exception>
    public int[] Labels(ReadOnlySpan<byte> pixels, int count)
    {
        lock (_computing)
        {
            if (!_usesBfloat16 || count <= 2 * Again)
            {
                Computed += new LabelsComputed(0, count);
                return [.. BestTwo(_exact.Value, pixels, count).Select(image => image.Best)];
            }

            var images = BestTwo(_fast.Value, pixels, count);
            var again = ComputeAgain(images, pixels);
            _usesBfloat16 = again <= count / 2;
            Computed += new LabelsComputed(count - again, again);
            return [.. images.Select(image => image.Best)];
        }
    }

    public void Dispose()
    {
        foreach (var frozen in new[] { _exact, _fast }.Where(lazy => lazy.IsValueCreated))
        {
            frozen.Value.Dispose();
        }
    }

    /// <returns>How many images were computed again.</returns>
    private int ComputeAgain(Guess[] images, ReadOnlySpan<byte> pixels)
    {
        var imageLength = pixels.Length / images.Length;
        int[] closestFirst = [.. Enumerable.Range(0, images.Length).OrderBy(i => images[i].Distance)];
        var done = 0;
        while (done < images.Length && !IsSure(images[closestFirst[done]]))
        {
            var some = closestFirst.AsSpan(done, Math.Min(Again, images.Length - done));
            var copies = new byte[some.Length * imageLength];   // [A,3,H,W]
            for (var i = 0; i < some.Length; i++)
            {
                pixels.Slice(some[i] * imageLength, imageLength).CopyTo(copies.AsSpan(i * imageLength));
            }

            var probabilities = _exact.Value.Probabilities(copies, some.Length);   // [A,K]
            for (var i = 0; i < some.Length; i++)
            {
                var row = probabilities.AsSpan(i * Classes, Classes);
                var guess = images[some[i]];
                _largestError = Math.Max(_largestError, Math.Abs(guess.Distance - Distance(row, guess.Best, guess.Second)));
                images[some[i]] = BestTwo(row);
            }

            done += some.Length;
        }

        return done;
    }

    // A distance or an error that is no number isn't sure.
    private bool IsSure(Guess image) => _largestError > 0 && image.Distance > Safety * _largestError;

    private static Guess[] BestTwo(Network network, ReadOnlySpan<byte> pixels, int count)
    {
        var probabilities = network.Probabilities(pixels, count);   // [N,K]
        var images = new Guess[count];
        for (var i = 0; i < count; i++)
        {
            images[i] = BestTwo(probabilities.AsSpan(i * network.Classes, network.Classes));
        }

        return images;
    }

    private static Guess BestTwo(ReadOnlySpan<float> row)
    {
        var (best, second) = row[1] > row[0] ? (1, 0) : (0, 1);
        for (var k = 2; k < row.Length; k++)
        {
            (best, second) = row[k] > row[best] ? (k, best) : row[k] > row[second] ? (best, k) : (best, second);
        }

        return new Guess(best, second, Distance(row, best, second));
    }

    /// <summary>Of two classes' logits. A probability that is too small for float32 counts as the smallest that isn't.</summary>
    private static double Distance(ReadOnlySpan<float> row, int best, int second) =>
        Math.Log(Math.Max(row[best], float.Epsilon)) - Math.Log(Math.Max(row[second], float.Epsilon));

    /// <param name="Distance">Of their logits, from 0.</param>
    private readonly record struct Guess(int Best, int Second, double Distance);
}

/// <summary>How many labels were computed in which precision; what was computed in both counts as float32.</summary>
public sealed record LabelsComputed(long InBfloat16, long InFloat32)
{
    public static LabelsComputed operator +(
        LabelsComputed left, LabelsComputed right) => new(left.InBfloat16 + right.InBfloat16, left.InFloat32 + right.InFloat32);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"labels: {InBfloat16} in bfloat16, far enough from another class; {InFloat32} in float32");
}
