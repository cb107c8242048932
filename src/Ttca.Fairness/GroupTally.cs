using System.Numerics.Tensors;

namespace Ttca.Fairness;

/// <summary>The answers to the images of one group under one condition. Rates are NaN where they are 0/0.</summary>
public readonly ref struct GroupTally
{
    private readonly Tally _tally;
    private readonly string _condition;
    private readonly ReadOnlySpan<int> _positives;   // [K] images of each class
    private readonly ReadOnlySpan<int> _selected;    // [K] answers of each class
    private readonly ReadOnlySpan<int> _hits;        // [K] images of each class that are answered with it
    private readonly int _targetHits;
    private readonly int _negativeFlips;

    internal GroupTally(Tally tally, int group, string condition)
    {
        if ((uint)group >= (uint)tally.Groups)
        {
            throw new ArgumentException($"no group {group} (there are: 0..{tally.Groups - 1})");
        }

        tally.Layout.RequireLabels();

        (_tally, _condition) = (tally, condition);
        var index = tally.Layout.IndexOf(condition);
        var start = tally.Layout.Answers(group, index);
        _positives = tally.Counts.Slice(tally.Layout.Positives(group), tally.Classes);
        _selected = tally.Counts.Slice(start, tally.Classes);
        _hits = tally.Counts.Slice(start + tally.Classes, tally.Classes);
        _targetHits = tally.Counts[tally.Layout.TargetHits(group, index)];
        _negativeFlips = tally.Counts[tally.Layout.NegativeFlips(group, index)];
    }

    /// <summary>Number of images.</summary>
    public int Images => TensorPrimitives.Sum(_positives);

    /// <summary>Share of images that are answered with their label.</summary>
    public double Accuracy => (double)TensorPrimitives.Sum(_hits) / Images;

    /// <summary>Share of images that are answered with their target: the success of a targeted attack.</summary>
    /// <exception cref="ArgumentException">There were no <see cref="Targets"/> under this condition.</exception>
    public double TargetRate
    {
        get
        {
            _tally.Layout.RequireTargets(_condition);
            return (double)_targetHits / Images;
        }
    }

    /// <summary>Share of images that are answered wrongly, and rightly under the baseline (Yan et al. 2021).</summary>
    /// <exception cref="ArgumentException">There is no <see cref="Outcomes.Baseline"/>.</exception>
    public double NegativeFlipRate
    {
        get
        {
            _tally.Layout.RequireBaseline();
            return (double)_negativeFlips / Images;
        }
    }

    /// <summary>Share of images that are answered with this class.</summary>
    public double SelectionRate(int @class) => (double)_selected[@class] / Images;

    /// <summary><see cref="SelectionRate"/> of every class at once.</summary>
    /// <param name="rates">Filled, <c>[K]</c>.</param>
    internal void SelectionRates(Span<double> rates)
    {
        TensorPrimitives.ConvertTruncating(_selected, rates);
        TensorPrimitives.Divide(rates, Images, rates);
    }

    /// <summary>Number of images of this class.</summary>
    internal int Positives(int @class) => _positives[@class];

    /// <summary>True and false positive rates of every class at once, one class against the rest.</summary>
    /// <param name="truePositives">Filled, <c>[K]</c>: the share of the images of a class that are answered with it, recall.</param>
    /// <param name="falsePositives">Filled, <c>[K]</c>: the share of the images of other classes that are answered with it.</param>
    /// <param name="room">Overwritten, <c>[K]</c>.</param>
    internal void RatesOfClasses(Span<double> truePositives, Span<double> falsePositives, Span<double> room)
    {
        TensorPrimitives.ConvertTruncating(_hits, truePositives);
        TensorPrimitives.ConvertTruncating(_selected, falsePositives);
        TensorPrimitives.ConvertTruncating(_positives, room);
        TensorPrimitives.Subtract(falsePositives, truePositives, falsePositives);   // exact: counts of images
        TensorPrimitives.Divide(truePositives, room, truePositives);
        TensorPrimitives.Subtract(Images, room, room);
        TensorPrimitives.Divide(falsePositives, room, falsePositives);
    }
}
