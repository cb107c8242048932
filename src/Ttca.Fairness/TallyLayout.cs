namespace Ttca.Fairness;

/// <summary>
/// Where each sum is: per group, images per class <c>[K]</c>; then per condition answers per class <c>[K]</c> and right answers per class
/// <c>[K]</c>; then per condition with claims one cell.
/// </summary>
internal sealed class TallyLayout
{
    private readonly Dictionary<string, int> conditions;
    private readonly Dictionary<string, int> claimConditions;
    private readonly int perGroup;

    private TallyLayout(int groups, int classes, IEnumerable<string> conditions, IEnumerable<string> claimConditions)
    {
        (Groups, Classes) = (groups, classes);
        Conditions = [.. conditions.Order(StringComparer.Ordinal)];
        ClaimConditions = [.. claimConditions.Order(StringComparer.Ordinal)];
        this.conditions = Indices(Conditions);
        this.claimConditions = Indices(ClaimConditions);
        perGroup = classes * (1 + 2 * Conditions.Length) + ClaimConditions.Length;
    }

    public int Groups { get; }

    public int Classes { get; }

    public string[] Conditions { get; }

    public string[] ClaimConditions { get; }

    public int Length => Groups * perGroup;

    /// <exception cref="ArgumentException">No seeds, or seeds with different classes or conditions.</exception>
    public static TallyLayout Of(IReadOnlyList<Outcomes> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        if (seeds.Count == 0)
        {
            throw new ArgumentException("no seeds: a metric needs the outcomes of one at least", nameof(seeds));
        }

        var groups = seeds.Max(seed => seed.Groups.Max()) + 1;
        var layouts = seeds.Select(seed => new TallyLayout(groups, seed.Classes, seed.Predictions.Keys, seed.Claims?.Predictions.Keys ?? [])).ToArray();
        for (var i = 1; i < layouts.Length; i++)
        {
            if (layouts[i].Describe() != layouts[0].Describe())
            {
                throw new ArgumentException($"seeds differ: the first has {layouts[0].Describe()}, number {i + 1} has {layouts[i].Describe()}", nameof(seeds));
            }
        }

        return layouts[0];
    }

    /// <summary>First of the cells of images per class.</summary>
    public int Positives(int group) => group * perGroup;

    /// <summary>First of the cells of answers per class; the cells of right answers per class come after them.</summary>
    public int Answers(int group, string condition) => conditions.TryGetValue(condition, out var index)
        ? Answers(group, index)
        : throw Unknown("condition", condition, Conditions);

    /// <inheritdoc cref="Answers(int, string)"/>
    public int Answers(int group, int condition) => group * perGroup + Classes * (1 + 2 * condition);

    public int FalseClaims(int group, string condition) => claimConditions.TryGetValue(condition, out var index)
        ? FalseClaims(group, index)
        : throw Unknown("claims under condition", condition, ClaimConditions);

    /// <inheritdoc cref="FalseClaims(int, string)"/>
    public int FalseClaims(int group, int claimCondition) => group * perGroup + Classes * (1 + 2 * Conditions.Length) + claimCondition;

    private string Describe() => $"{Classes} classes, conditions {string.Join(", ", Conditions)}, claims {string.Join(", ", ClaimConditions)}";

    private static ArgumentException Unknown(string what, string name, string[] names) =>
        new($"no {what} '{name}' (there are: {string.Join(", ", names)})");

    private static Dictionary<string, int> Indices(string[] names) => names.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index);
}
