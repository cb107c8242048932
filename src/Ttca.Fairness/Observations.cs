namespace Ttca.Fairness;

/// <summary>
/// What was found of the test images of one seed (one replicate), one row per image: a class that each was answered with
/// (<see cref="Outcomes"/>), or a number (<see cref="Counts"/>).
/// </summary>
public abstract class Observations
{
    /// <param name="possible">How many values there are: from 0 to one less.</param>
    /// <param name="groups">Group, <c>[N]</c>.</param>
    /// <param name="values"><c>[N]</c>, by condition.</param>
    /// <param name="what">What messages call a value.</param>
    private protected Observations(int possible, byte[] groups, IReadOnlyDictionary<string, int[]> values, (string All, string One) what)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(values);
        if (groups.Length == 0 || values.Count == 0)
        {
            throw new ArgumentException($"no outcomes: {groups.Length} images, {values.Count} conditions");
        }

        foreach (var (condition, found) in values)
        {
            RequireValues(found, groups.Length, possible, $"{what.All} '{condition}'", what.One);
        }

        (Possible, Groups, Values) = (possible, groups, values);
    }

    /// <summary>Of each image, <c>[N]</c>.</summary>
    public byte[] Groups { get; }

    /// <summary>Number of images.</summary>
    public int Count => Groups.Length;

    /// <summary>Number of possible values.</summary>
    internal int Possible { get; }

    /// <summary><c>[N]</c> for each condition.</summary>
    internal IReadOnlyDictionary<string, int[]> Values { get; }

    /// <summary>
    /// What was found where each group is under the condition that a scenario says: one condition for each scenario, with its name.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A condition of a scenario isn't there, two scenarios have one name, or there is none.
    /// </exception>
    public abstract Observations Served(params IReadOnlyList<Scenario> scenarios);

    /// <summary>Class of an image, which a value may be equal to; 0 where there are none.</summary>
    internal abstract int LabelOf(int image);

    /// <summary>Row by row, as far as can be told.</summary>
    internal virtual bool AreOfSameImagesAs(Observations other) => Groups.AsSpan().SequenceEqual(other.Groups);

    private protected Dictionary<string, int[]> ValuesOf(
        IReadOnlyList<Scenario> scenarios) => scenarios.ToDictionary(scenario => scenario.Name, scenario =>
    {
        var (acting, others) = (Under(scenario.Acting), Under(scenario.Others));
        return Groups.Select((group, i) => group == Outcomes.Subgroup ? acting[i] : others[i]).ToArray();
    });

    private protected static void RequireValues(
        int[] values, int length, int possible, string all, string one, Func<int, bool>? isNeeded = null)
    {
        RequireLength(values.Length, length, all);
        for (var i = 0; i < values.Length; i++)
        {
            if ((uint)values[i] >= (uint)possible && isNeeded?.Invoke(i) != false)
            {
                throw new ArgumentException($"{all}: {one} {values[i]} at row {i} is outside 0..{possible - 1}");
            }
        }
    }

    private protected static void RequireLength(int length, int expected, string what)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{what}: {length} rows, but there are {expected} images");
        }
    }

    private int[] Under(string condition) => Values.TryGetValue(condition, out var found)
        ? found
        : throw new ArgumentException($"no condition '{condition}' (there are: {string.Join(", ", Values.Keys)})");
}
