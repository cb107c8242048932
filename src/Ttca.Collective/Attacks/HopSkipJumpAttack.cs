using Ttca.Datasets;
using Ttca.Learning;
using Ttca.Learning.Data;

namespace Ttca.Collective;

/// <summary>
/// HopSkipJump, L-infinity, targeted (Chen, Jordan, Wainwright 2020, algorithm 2), for platforms that answer with labels alone. It starts
/// from the nearest of the user's other images that is answered with the target, and walks along the boundary of the target's region
/// towards the user's image.
/// </summary>
/// <remarks>
/// Each round t: (1) binary search on the L-infinity ball's radius for the boundary (algorithm 1; projection onto the ball is clipping);
/// (2) Monte-Carlo estimate of the gradient's direction from B_t = 100 sqrt(t) answers around the boundary point, the mean answer
/// subtracted as baseline; (3) a step of dist / sqrt(t) along its sign, halved until the answer is the target. What differs, because
/// submitted images have 8 bits: (2) asks about +-1/255 on each value, the least change there is (the paper's is smaller and would be
/// rounded away), and the steps of (3) are whole. A ball with a radius between two whole steps is dithered: a share of the values is
/// clipped to the larger one. Without that, (1) would end too far from the boundary for the small changes of (2) to cross it.
/// </remarks>
internal sealed class HopSkipJumpAttack : UserAttack
{
    /// <summary>B_0: answers of the first gradient estimate.</summary>
    private const int FirstEvaluations = 100;

    /// <summary>Radii are in this part of a step of 1/255; a power of two.</summary>
    private const int Parts = 64;

    /// <summary>
    /// Odd, so that any <see cref="Parts"/> values in a row have different thresholds; near the golden section, so that neighbours' differ
    /// much.
    /// </summary>
    private const int DitherStride = 39;

    private readonly byte[] _original;
    private readonly PixelFraction _epsilon;
    private readonly OwnImages _own;
    private readonly int[] _starts;           // of the own images, nearest first
    private readonly byte[] _point;           // the latest image that was answered with the target
    private readonly int[] _noiseSum;         // sum of u over the evaluations
    private readonly int[] _answeredSum;      // sum of phi(x + u) u, where phi is +1 for the target and -1 for another label
    private SplitMix64 _random;
    private Phase _phase = Phase.Start;
    private int _ownTried;
    private int _low;                         // radius, in parts of a step, at which the answer is known to be another label
    private int _high;                        // radius at which it is known to be the target
    private int _round;
    private int _evaluations;
    private int _answerSum;                   // sum of phi
    private int _step;

    /// <param name="images">Where the user's image is.</param>
    /// <param name="row">Which one it is; with the seed it decides all random choices.</param>
    /// <param name="own">Images of the same size to start from.</param>
    /// <param name="epsilon">Largest change of a pixel value, in steps of 1/255.</param>
    /// <param name="seed">Seed of all images' random choices.</param>
    public HopSkipJumpAttack(ImageSet images, int row, OwnImages own, PixelFraction epsilon, long seed)
        : base(images.Labels[row])
    {
        (_original, _own, _epsilon) = (images.Image(row), own, epsilon);
        _random = SplitMix64.Of(seed, row);
        _starts = own.NearestOf(Target, _original);
        IsExhausted = _starts.Length == 0;
        _point = new byte[images.ImageLength];
        _noiseSum = new int[images.ImageLength];
        _answeredSum = new int[images.ImageLength];
    }

    private enum Phase
    {
        Start,
        Boundary,
        Gradient,
        Step,
    }

    public override void Propose(Span<byte> submitted)
    {
        switch (_phase)
        {
            case Phase.Start:
                _own.Image(_starts[_ownTried]).CopyTo(submitted);
                break;
            case Phase.Boundary:
                Project((_low + _high) / 2, submitted);
                break;
            case Phase.Gradient:
                AddNoise(submitted);
                break;
            case Phase.Step:
                TakeStep(submitted);
                break;
        }
    }

    public override void Observe(ReadOnlySpan<byte> submitted, int label, float targetScore)
    {
        var right = label == Target;
        if (right && Distance(submitted) <= _epsilon.Pixels)
        {
            Succeeded = true;
            return;
        }

        switch (_phase)
        {
            case Phase.Start when right:
            case Phase.Step when right:
                submitted.CopyTo(_point);
                (_low, _high, _phase) = (0, Parts * Distance(_point), Phase.Boundary);
                break;
            case Phase.Start:
                IsExhausted = ++_ownTried == _starts.Length;
                break;
            case Phase.Boundary:
                ObserveBoundary(right);
                break;
            case Phase.Gradient:
                ObserveNoise(submitted, right);
                break;
            case Phase.Step:
                ShortenStep();
                break;
        }
    }

    private void ObserveBoundary(bool right)
    {
        var middle = (_low + _high) / 2;
        (_low, _high) = right ? (_low, middle) : (middle, _high);
        if (_high - _low <= 1)
        {
            Project(_high, _point);
            StartRound();
        }
    }

    private void StartRound()
    {
        _round++;
        (_evaluations, _answerSum, _phase) = (0, 0, Phase.Gradient);
        Array.Clear(_noiseSum);
        Array.Clear(_answeredSum);
    }

    private void ObserveNoise(ReadOnlySpan<byte> submitted, bool right)
    {
        var answer = right ? 1 : -1;
        for (var i = 0; i < submitted.Length; i++)
        {
            var noise = submitted[i] - _point[i];   // after clipping, as in the authors' code
            _noiseSum[i] += noise;
            _answeredSum[i] += answer * noise;
        }

        _answerSum += answer;
        _evaluations++;
        if (_evaluations == (int)(FirstEvaluations * Math.Sqrt(_round)))
        {
            _step = Math.Max(1, (int)Math.Round(Distance(_point) / Math.Sqrt(_round)));
            _phase = Phase.Step;
        }
    }

    private void ShortenStep()
    {
        _step /= 2;
        if (_step == 0)
        {
            StartRound();   // no step along this direction helps: estimate it anew, with more answers
        }
    }

    /// <summary>The latest point moved along the sign of the estimated gradient of "is answered with the target".</summary>
    private void TakeStep(Span<byte> submitted)
    {
        for (var i = 0; i < submitted.Length; i++)
        {
            submitted[i] = Moved(_point[i], _step * DirectionAt(i));
        }
    }

    // Sign of sum (phi - mean phi) u, times the number of evaluations to stay with whole numbers; where all answers were equal nothing can
    // be
    // subtracted, and it is the sign of sum phi u.
    private int DirectionAt(int i) => Math.Abs(_answerSum) == _evaluations
        ? Math.Sign(_answeredSum[i])
        : Math.Sign(((long)_evaluations * _answeredSum[i]) - ((long)_answerSum * _noiseSum[i]));

    private void AddNoise(Span<byte> submitted)
    {
        var bits = 0UL;
        for (var i = 0; i < submitted.Length; i++)
        {
            bits = i % 64 == 0 ? _random.NextBits() : bits >> 1;
            submitted[i] = Moved(_point[i], (bits & 1) == 0 ? -1 : 1);
        }
    }

    /// <summary>The latest point, clipped to the ball of this radius around the user's image.</summary>
    private void Project(int parts, Span<byte> projected)
    {
        for (var i = 0; i < projected.Length; i++)
        {
            var radius = (parts + (i * DitherStride % Parts)) / Parts;
            projected[i] = (byte)Math.Clamp((int)_point[i], _original[i] - radius, _original[i] + radius);
        }
    }

    private int Distance(ReadOnlySpan<byte> image)
    {
        var largest = 0;
        for (var i = 0; i < image.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(image[i] - _original[i]));
        }

        return largest;
    }
}
