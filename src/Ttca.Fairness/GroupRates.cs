using System.Numerics.Tensors;

namespace Ttca.Fairness;

/// <summary>
/// The groups' rates under the conditions that a scenario says, of all classes at once: with many groups and classes, a bootstrap spends most of
/// its time here.
/// </summary>
internal sealed class GroupRates(Tally tally, Scenario scenario)
{
    private readonly double[] accuracies = new double[tally.Groups];
    private readonly double[] truePositiveGaps = new double[tally.Classes];
    private readonly double[] oddsDifferences = new double[tally.Classes];
    private readonly ExtremesOfClasses truePositives = new(tally.Classes);
    private readonly ExtremesOfClasses falsePositives = new(tally.Classes);
    private readonly double[] room = new double[tally.Classes];
    private readonly double[] selectionRatios = new double[tally.Classes];
    private readonly ExtremesOfClasses selections = new(tally.Classes);
    private bool areAccuraciesKnown;
    private bool areSelectionsKnown;
    private bool areGapsKnown;

    /// <summary>Which group is under which condition.</summary>
    public Scenario Scenario => scenario;

    /// <summary>Of each group, <c>[G]</c>.</summary>
    public ReadOnlySpan<double> Accuracies
    {
        get
        {
            if (!areAccuraciesKnown)
            {
                areAccuraciesKnown = true;
                for (var group = 0; group < accuracies.Length; group++)
                {
                    accuracies[group] = scenario.Of(tally, group).Accuracy;
                }
            }

            return accuracies;
        }
    }

    /// <summary>Largest - smallest true positive rate of the groups, for each class against the rest, <c>[K]</c>; NaN where a group has none.</summary>
    public ReadOnlySpan<double> TruePositiveGaps
    {
        get
        {
            CompareClasses();
            return truePositiveGaps;
        }
    }

    /// <summary>The larger of this and the same of the false positive rate, for each class against the rest, <c>[K]</c>.</summary>
    public ReadOnlySpan<double> OddsDifferences
    {
        get
        {
            CompareClasses();
            return oddsDifferences;
        }
    }

    /// <summary>Smallest / largest share of the groups' images that are answered with each class, <c>[K]</c>; NaN where none is.</summary>
    public ReadOnlySpan<double> SelectionRatios
    {
        get
        {
            if (!areSelectionsKnown)
            {
                areSelectionsKnown = true;
                selections.Clear();
                for (var group = 0; group < tally.Groups; group++)
                {
                    scenario.Of(tally, group).SelectionRates(selections.Rates);
                    selections.Add();
                }

                selections.RatiosTo(selectionRatios);
            }

            return selectionRatios;
        }
    }

    /// <summary>The tally's sums have changed.</summary>
    public void Forget() => areAccuraciesKnown = areGapsKnown = areSelectionsKnown = false;

    private void CompareClasses()
    {
        if (areGapsKnown)
        {
            return;
        }

        areGapsKnown = true;
        truePositives.Clear();
        falsePositives.Clear();
        for (var group = 0; group < tally.Groups; group++)
        {
            scenario.Of(tally, group).RatesOfClasses(truePositives.Rates, falsePositives.Rates, room);
            truePositives.Add();
            falsePositives.Add();
            if (truePositives.AreUndefined)
            {
                break;      // and so is each difference, whatever the other groups' rates are
            }
        }

        truePositives.GapsTo(truePositiveGaps);
        falsePositives.GapsTo(oddsDifferences);
        TensorPrimitives.Max(oddsDifferences, truePositiveGaps, oddsDifferences);
        if (tally.Groups < 2)
        {
            Array.Fill(truePositiveGaps, double.NaN);
            Array.Fill(oddsDifferences, double.NaN);
        }
    }

    /// <summary><see cref="Extremes"/> of many classes at once.</summary>
    private sealed class ExtremesOfClasses(int classes)
    {
        private readonly double[] low = new double[classes];
        private readonly double[] high = new double[classes];

        /// <summary>Of the group that is added next, <c>[K]</c>.</summary>
        public double[] Rates { get; } = new double[classes];

        /// <summary>Whether each class lacks the rate of a group.</summary>
        public bool AreUndefined => TensorPrimitives.IsNaNAll<double>(low);

        public void Clear()
        {
            Array.Fill(low, double.PositiveInfinity);
            Array.Fill(high, double.NegativeInfinity);
        }

        public void Add()
        {
            TensorPrimitives.Min(low, Rates, low);      // NaN where either is
            TensorPrimitives.Max(high, Rates, high);
        }

        public void GapsTo(double[] gaps) => TensorPrimitives.Subtract(high, low, gaps);

        public void RatiosTo(double[] ratios) => TensorPrimitives.Divide(low, high, ratios);
    }
}
