namespace Ttca.Fairness;

/// <summary>
/// Where each sum is: per group, images per class <c>[K]</c>; then per condition answers per class <c>[K]</c>, right answers per class
/// <c>[K]</c>, and <c>[1]</c> each of false claims and of images that were answered rightly without a perturbation and aren't with it (harmed).
/// </summary>
internal sealed class TallyLayout
{
    private readonly Dictionary<string, int> indices;
    private readonly string[] claimConditions;

    private TallyLayout(int groups, int classes, int[] comparedClasses, IEnumerable<string> conditions, IEnumerable<string> claimConditions)
    {
        (Groups, Classes, ComparedClasses) = (groups, classes, comparedClasses);
        Conditions = [.. conditions.Order(StringComparer.Ordinal)];
        this.claimConditions = [.. claimConditions.Order(StringComparer.Ordinal)];
        indices = Conditions.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index);
    }

    public int Groups { get; }

    public int Classes { get; }

    /// <inheritdoc cref="Tally.ComparedClasses"/>
    public int[] ComparedClasses { get; }

    public string[] Conditions { get; }

    public int Length => Groups * PerGroup;

    private int PerCondition => 2 * Classes + 2;

    private int PerGroup => Classes + Conditions.Length * PerCondition;

    /// <exception cref="ArgumentException">No seeds, or seeds with different classes or conditions.</exception>
    public static TallyLayout Of(IReadOnlyList<Outcomes> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        if (seeds.Count == 0)
        {
            throw new ArgumentException("no seeds: a metric needs the outcomes of one at least");
        }

        var groups = seeds.Max(seed => seed.Groups.Max()) + 1;
        var compared = ComparedClassesOf(seeds, groups);
        var layouts = seeds.Select(seed => new TallyLayout(groups, seed.Classes, compared, seed.Predictions.Keys, seed.Claims?.Predictions.Keys ?? [])).ToArray();
        for (var i = 1; i < layouts.Length; i++)
        {
            if (layouts[i].Describe() != layouts[0].Describe())
            {
                throw new ArgumentException($"seeds differ: the first has {layouts[0].Describe()}; number {i + 1} has {layouts[i].Describe()}");
            }
        }

        return layouts[0];
    }

    /// <exception cref="ArgumentException">Unknown.</exception>
    public int IndexOf(string condition) => indices.TryGetValue(condition, out var index)
        ? index
        : throw new ArgumentException($"no condition '{condition}' (there are: {string.Join(", ", Conditions)})");

    /// <summary>First of the cells of images per class.</summary>
    public int Positives(int group) => group * PerGroup;

    /// <summary>First of the cells of answers per class; the cells of right answers per class come after them.</summary>
    public int Answers(int group, int condition) => group * PerGroup + Classes + condition * PerCondition;

    public int FalseClaims(int group, int condition) => Answers(group, condition) + 2 * Classes;

    public int Harmed(int group, int condition) => FalseClaims(group, condition) + 1;

    /// <summary>The cells that an image adds one to under one condition; those of the first condition include the label's.</summary>
    public int[] Cells(int group, int condition, int label, int answer) =>
    [
        .. condition == 0 ? [Positives(group) + label] : Array.Empty<int>(),
        Answers(group, condition) + answer,
        .. answer == label ? [Answers(group, condition) + Classes + label] : Array.Empty<int>(),
    ];

    /// <exception cref="ArgumentException">There were no claims under this condition.</exception>
    public void RequireClaims(string condition)
    {
        if (!claimConditions.Contains(condition))
        {
            throw new ArgumentException($"no claims under condition '{condition}' (there are: {string.Join(", ", claimConditions)})");
        }
    }

    private static int[] ComparedClassesOf(IReadOnlyList<Outcomes> seeds, int groups)
    {
        var classes = seeds.Max(seed => seed.Classes);
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

    private string Describe() => $"{Classes} classes, conditions [{string.Join(", ", Conditions)}], claims [{string.Join(", ", claimConditions)}]";
}
