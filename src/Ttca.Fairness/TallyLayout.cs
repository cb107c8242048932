namespace Ttca.Fairness;

/// <summary>
/// Where each sum is. Of <see cref="Outcomes"/>, per group: images per class <c>[K]</c>; then per condition answers per class <c>[K]</c>,
/// right answers per class <c>[K]</c>, and <c>[1]</c> each of images that are answered with their target, and of those that are answered
/// wrongly and under the baseline rightly. Of <see cref="Counts"/>, per condition a histogram <c>[K]</c>.
/// </summary>
internal sealed class TallyLayout
{
    private readonly Dictionary<string, int> _indices;
    private readonly bool _hasLabels;
    private readonly bool _hasBaseline;
    private readonly string[] _targetConditions;

    private TallyLayout(int groups, int[] comparedClasses, Observations observations)
    {
        var outcomes = observations as Outcomes;
        (Groups, Classes, ComparedClasses) = (groups, observations.Possible, comparedClasses);
        Conditions = [.. observations.Values.Keys.Order(StringComparer.Ordinal)];
        (_hasLabels, _hasBaseline) = (outcomes is not null, outcomes?.Baseline is not null);
        _targetConditions = [.. (outcomes?.Targets?.Predictions.Keys ?? []).Order(StringComparer.Ordinal)];
        _indices = Conditions.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index);
    }

    public int Groups { get; }

    /// <summary>Or possible numbers.</summary>
    public int Classes { get; }

    /// <inheritdoc cref="Tally.ComparedClasses"/>
    public int[] ComparedClasses { get; }

    public string[] Conditions { get; }

    public int Length => Groups * PerGroup;

    private int PerCondition => _hasLabels ? 2 * Classes + 2 : Classes;

    private int PerGroup => (_hasLabels ? Classes : 0) + Conditions.Length * PerCondition;

    /// <exception cref="ArgumentException">No seeds, or seeds with different classes or conditions.</exception>
    public static TallyLayout Of(IReadOnlyList<Observations> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        if (seeds.Count == 0)
        {
            throw new ArgumentException("no seeds: a metric needs the outcomes of one at least");
        }

        var groups = seeds.Max(seed => seed.Groups.Max()) + 1;
        var compared = ComparedClassesOf([.. seeds.OfType<Outcomes>()], groups);
        var layouts = seeds.Select(seed => new TallyLayout(groups, compared, seed)).ToArray();
        for (var i = 1; i < layouts.Length; i++)
        {
            if (layouts[i].Describe() != layouts[0].Describe())
            {
                throw new ArgumentException(
                    $"seeds differ: the first has {layouts[0].Describe()}; number {i + 1} has {layouts[i].Describe()}");
            }
        }

        return layouts[0];
    }

    /// <exception cref="ArgumentException">Unknown.</exception>
    public int IndexOf(string condition) => _indices.TryGetValue(condition, out var index)
        ? index
        : throw new ArgumentException($"no condition '{condition}' (there are: {string.Join(", ", Conditions)})");

    /// <summary>First of the cells of images per class.</summary>
    public int Positives(int group) => group * PerGroup;

    /// <summary>First of the cells of answers per class; the cells of right answers per class come after them.</summary>
    public int Answers(int group, int condition) => group * PerGroup + Classes + condition * PerCondition;

    public int TargetHits(int group, int condition) => Answers(group, condition) + 2 * Classes;

    public int NegativeFlips(int group, int condition) => TargetHits(group, condition) + 1;

    /// <summary>First of the cells of a histogram.</summary>
    /// <exception cref="ArgumentException">These are sums of outcomes.</exception>
    public int Histogram(int condition) => _hasLabels
        ? throw new ArgumentException("answers with classes have no histogram of numbers")
        : condition * PerCondition;

    /// <summary>The cells that an image adds one to under one condition; those of the first condition include the label's.</summary>
    public int[] Cells(int group, int condition, int label, int value) => !_hasLabels ? [Histogram(condition) + value] :
    [
        .. condition == 0 ? [Positives(group) + label] : Array.Empty<int>(),
        Answers(group, condition) + value,
        .. value == label ? [Answers(group, condition) + Classes + label] : Array.Empty<int>(),
    ];

    /// <exception cref="ArgumentException">These are sums of counts.</exception>
    public void RequireLabels()
    {
        if (!_hasLabels)
        {
            throw new ArgumentException("numbers are no answers with classes: they have a histogram");
        }
    }

    /// <exception cref="ArgumentException">There were no targets under this condition.</exception>
    public void RequireTargets(string condition)
    {
        if (!_targetConditions.Contains(condition))
        {
            throw new ArgumentException($"no targets under condition '{condition}' (there are: {string.Join(", ", _targetConditions)})");
        }
    }

    /// <exception cref="ArgumentException">There was none.</exception>
    public void RequireBaseline()
    {
        if (!_hasBaseline)
        {
            throw new ArgumentException("the outcomes have no baseline to compare with");
        }
    }

    private static int[] ComparedClassesOf(IReadOnlyList<Outcomes> seeds, int groups)
    {
        var classes = seeds.Select(seed => seed.Classes).DefaultIfEmpty().Max();
        var compared = new HashSet<int>(Enumerable.Range(0, classes));
        foreach (var seed in seeds)
        {
            var isThere = new bool[groups, classes];
            for (var i = 0; i < seed.Count; i++)
            {
                isThere[seed.Groups[i], seed.Labels[i]] = true;
            }

            compared.RemoveWhere(@class => Enumerable.Range(0, groups).Any(group => !isThere[group, @class]));
        }

        return [.. compared.Order()];
    }

    private string Describe() => _hasLabels
        ? $"{Classes} classes, conditions [{string.Join(", ", Conditions)}], targets [{string.Join(", ", _targetConditions)}]"
        : $"numbers up to {Classes - 1}, conditions [{string.Join(", ", Conditions)}]";
}
