namespace Ttca.Fairness;

/// <summary>Sums over images, per group, class and condition: everything that the metrics are functions of.</summary>
public sealed class Tally
{
    private readonly List<GroupRates> _rates = [];   // a few, found by reference: faster than by the hash of their names
    private readonly int[] _sums;
    private readonly int _start;

    internal Tally(TallyLayout layout)
        : this(layout, new int[layout.Length], start: 0)
    {
    }

    /// <param name="layout">Where each sum is.</param>
    /// <param name="sums">That are counted in.</param>
    /// <param name="start">The first of them.</param>
    internal Tally(TallyLayout layout, int[] sums, int start) => (Layout, _sums, _start) = (layout, sums, start);

    public int Groups => Layout.Groups;

    public int Classes => Layout.Classes;

    /// <summary>
    /// The classes of which every group has images, in every seed, in ascending order: those that groups can be compared by. They are the
    /// classes of the outcomes as they are, whatever was drawn of them: a resample that lacks one of them is undefined, and compares no
    /// fewer.
    /// </summary>
    public IReadOnlyList<int> ComparedClasses => Layout.ComparedClasses;

    internal TallyLayout Layout { get; }

    internal Span<int> Counts => _sums.AsSpan(_start, Layout.Length);

    /// <summary>What was answered to the images of a group.</summary>
    /// <exception cref="ArgumentException">No such group or condition, or these are sums of <see cref="Fairness.Counts"/>.</exception>
    public GroupTally this[int group, string condition] => new(this, group, condition);

    /// <summary>How many images have each of <see cref="Fairness.Counts"/>.</summary>
    /// <exception cref="ArgumentException">No such condition, or these are sums of <see cref="Outcomes"/>.</exception>
    public Histogram HistogramOf(string condition) => new(Counts.Slice(Layout.Histogram(Layout.IndexOf(condition)), Layout.Classes));

    /// <summary>Sums over the images of all seeds, each image once.</summary>
    /// <exception cref="ArgumentException">No seeds, or seeds with different classes or conditions.</exception>
    public static Tally Of(params IReadOnlyList<Observations> seeds)
    {
        var tally = new Tally(TallyLayout.Of(seeds));
        foreach (var seed in seeds)
        {
            tally.Add(seed);
        }

        return tally;
    }

    /// <summary>Sets all sums to zero.</summary>
    internal void Clear()
    {
        Counts.Clear();
        foreach (var known in _rates)
        {
            known.Forget();
        }
    }

    /// <summary>The groups' rates, of the sums as they were when first asked for after <see cref="Clear"/>.</summary>
    internal GroupRates RatesOf(Scenario scenario)
    {
        foreach (var known in _rates)
        {
            if (known.Scenario == scenario)
            {
                return known;
            }
        }

        var added = new GroupRates(this, scenario);
        _rates.Add(added);
        return added;
    }

    /// <summary>Adds each image of a seed once.</summary>
    internal void Add(Observations seed)
    {
        var rows = new OutcomeRows(seed, Layout);
        for (var i = 0; i < seed.Count; i++)
        {
            foreach (var cell in rows.Values(i).SelectMany(cells => cells))
            {
                Counts[cell]++;
            }
        }
    }
}
