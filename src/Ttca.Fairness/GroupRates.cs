using System.Numerics.Tensors;

namespace Ttca.Fairness;

/// <summary>
/// The groups' rates under the conditions that a scenario says, of all classes at once: with many groups and classes, a bootstrap spends
/// most of its time here.
/// </summary>
internal sealed class GroupRates(Tally tally, Scenario scenario)
{
    private readonly double[] _accuracies = new double[tally.Groups];
    private readonly double[] _truePositiveGaps = new double[tally.Classes];
    private readonly double[] _oddsDifferences = new double[tally.Classes];
    private readonly ExtremesOfClasses _truePositives = new(tally.Classes);
    private readonly ExtremesOfClasses _falsePositives = new(tally.Classes);
    private readonly double[] _room = new double[tally.Classes];
    private readonly double[] _selectionRatios = new double[tally.Classes];
    private readonly ExtremesOfClasses _selections = new(tally.Classes);
    private bool _areAccuraciesKnown;
    private bool _areSelectionsKnown;
    private bool _areGapsKnown;

    /// <summary>Which group is under which condition.</summary>
    public Scenario Scenario => scenario;

    /// <summary>Of each group, <c>[G]</c>.</summary>
    public ReadOnlySpan<double> Accuracies
    {
        get
        {
            if (!_areAccuraciesKnown)
            {
                _areAccuraciesKnown = true;
                for (var group = 0; group < _accuracies.Length; group++)
                {
                    _accuracies[group] = scenario.Of(tally, group).Accuracy;
                }
            }

            return _accuracies;
        }
    }

    /// <summary>
    /// Largest - smallest true positive rate of the groups, for each class against the rest, <c>[K]</c>; NaN where a group has none.
    /// </summary>
    public ReadOnlySpan<double> TruePositiveGaps
    {
        get
        {
            CompareClasses();
            return _truePositiveGaps;
        }
    }

    /// <summary>The larger of this and the same of the false positive rate, for each class against the rest, <c>[K]</c>.</summary>
    public ReadOnlySpan<double> OddsDifferences
    {
        get
        {
            CompareClasses();
            return _oddsDifferences;
        }
    }

    /// <summary>Smallest / largest share of the groups' images that are answered with each class, <c>[K]</c>; NaN where none is.</summary>
    public ReadOnlySpan<double> SelectionRatios
    {
        get
        {
            if (!_areSelectionsKnown)
            {
                _areSelectionsKnown = true;
                _selections.Clear();
                for (var group = 0; group < tally.Groups; group++)
                {
                    scenario.Of(tally, group).SelectionRates(_selections.Rates);
                    _selections.Add();
                }

                _selections.RatiosTo(_selectionRatios);
            }

            return _selectionRatios;
        }
    }

    /// <summary>The tally's sums have changed.</summary>
    public void Forget() => _areAccuraciesKnown = _areGapsKnown = _areSelectionsKnown = false;

    private void CompareClasses()
    {
        if (_areGapsKnown)
        {
            return;
        }

        _areGapsKnown = true;
        _truePositives.Clear();
        _falsePositives.Clear();
        for (var group = 0; group < tally.Groups; group++)
        {
            scenario.Of(tally, group).RatesOfClasses(_truePositives.Rates, _falsePositives.Rates, _room);
            _truePositives.Add();
            _falsePositives.Add();
            if (_truePositives.AreUndefined)
            {
                break;      // and so is each difference, whatever the other groups' rates are
            }
        }

        _truePositives.GapsTo(_truePositiveGaps);
        _falsePositives.GapsTo(_oddsDifferences);
        TensorPrimitives.Max(_oddsDifferences, _truePositiveGaps, _oddsDifferences);
        if (tally.Groups < 2)
        {
            Array.Fill(_truePositiveGaps, double.NaN);
            Array.Fill(_oddsDifferences, double.NaN);
        }
    }

    /// <summary><see cref="Extremes"/> of many classes at once.</summary>
    private sealed class ExtremesOfClasses(int classes)
    {
        private readonly double[] _low = new double[classes];
        private readonly double[] _high = new double[classes];

        /// <summary>Of the group that is added next, <c>[K]</c>.</summary>
        public double[] Rates { get; } = new double[classes];

        /// <summary>Whether each class lacks the rate of a group.</summary>
        public bool AreUndefined => TensorPrimitives.IsNaNAll<double>(_low);

        public void Clear()
        {
            Array.Fill(_low, double.PositiveInfinity);
            Array.Fill(_high, double.NegativeInfinity);
        }

        public void Add()
        {
            TensorPrimitives.Min(_low, Rates, _low);      // NaN where either is
            TensorPrimitives.Max(_high, Rates, _high);
        }

        public void GapsTo(double[] gaps) => TensorPrimitives.Subtract(_high, _low, gaps);

        public void RatiosTo(double[] ratios) => TensorPrimitives.Divide(_low, _high, ratios);
    }
}
