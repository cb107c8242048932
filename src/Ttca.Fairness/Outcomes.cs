namespace Ttca.Fairness;

/// <summary>What a platform answered to the test images of one seed (one replicate of platform, proxy and collective). One row per image.</summary>
public sealed class Outcomes
{
    /// <summary>Index of the group of users who are served badly in a set of two groups.</summary>
    public const byte Subgroup = 1;

    /// <summary>Index of everyone else in a set of two groups.</summary>
    public const byte Majority = 0;

    /// <param name="classes">Number of classes, whether or not each occurs: one that doesn't occur makes its rates undefined, not absent.</param>
    /// <param name="labels">True class, <c>[N]</c>, from 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="groups">Group, <c>[N]</c>: 0 majority, 1 subgroup (any number of groups from 0 on).</param>
    /// <param name="predictions">The platform's answers, <c>[N]</c>, by condition (what every image was submitted with).</param>
    /// <param name="claims">Needed by <see cref="FalseClaimRate"/> alone.</param>
    /// <exception cref="ArgumentException">Lengths differ, a class is out of range, or there are no images or conditions.</exception>
    public Outcomes(int classes, int[] labels, byte[] groups, IReadOnlyDictionary<string, int[]> predictions, Claims? claims = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (labels.Length == 0 || predictions.Count == 0)
        {
            throw new ArgumentException($"no outcomes: {labels.Length} images, {predictions.Count} conditions");
        }

        RequireLength(groups.Length, labels.Length, "groups");
        RequireClasses(labels, labels.Length, classes, "labels");
        foreach (var (condition, answers) in predictions)
        {
            RequireClasses(answers, labels.Length, classes, $"predictions '{condition}'");
        }

        if (claims is not null)
        {
            RequireClasses(claims.Classes, labels.Length, classes, "claimed classes");
            foreach (var (condition, answers) in claims.Predictions)
            {
                if (!predictions.ContainsKey(condition))
                {
                    throw new ArgumentException($"claims under condition '{condition}', which has no predictions (there are: {string.Join(", ", predictions.Keys)})");
                }

                RequireClasses(answers, labels.Length, classes, $"claim predictions '{condition}'", isNeeded: row => groups[row] == Subgroup);
            }
        }

        (Classes, Labels, Groups, Predictions, Claims) = (classes, labels, groups, predictions, claims);
    }

    public int Classes { get; }

    /// <summary><c>[N]</c></summary>
    public int[] Labels { get; }

    /// <summary><c>[N]</c></summary>
    public byte[] Groups { get; }

    /// <summary><c>[N]</c> for each condition.</summary>
    public IReadOnlyDictionary<string, int[]> Predictions { get; }

    public Claims? Claims { get; }

    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>What each image was answered where everyone submits as a scenario says: one condition for each scenario, with its name, and no claims.</summary>
    /// <exception cref="ArgumentException">A condition of a scenario isn't there, two scenarios have one name, or there is none.</exception>
    public Outcomes Served(params IReadOnlyList<Scenario> scenarios)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        return new Outcomes(Classes, Labels, Groups, scenarios.ToDictionary(scenario => scenario.Name, Answers));
    }

    private int[] Answers(Scenario scenario)
    {
        var (members, others) = (Under(scenario.MembersCondition), Under(scenario.OthersCondition));
        return [.. Groups.Select((group, i) => group == Subgroup ? members[i] : others[i])];
    }

    private int[] Under(string condition) => Predictions.TryGetValue(condition, out var answers)
        ? answers
        : throw new ArgumentException($"no condition '{condition}' (there are: {string.Join(", ", Predictions.Keys)})");

    private static void RequireClasses(int[] values, int length, int classes, string what, Func<int, bool>? isNeeded = null)
    {
        RequireLength(values.Length, length, what);
        for (var i = 0; i < values.Length; i++)
        {
            if ((uint)values[i] >= (uint)classes && isNeeded?.Invoke(i) != false)
            {
                throw new ArgumentException($"{what}: class {values[i]} at row {i} is outside 0..{classes - 1}");
            }
        }
    }

    private static void RequireLength(int length, int expected, string what)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{what}: {length} rows, but there are {expected} labels");
        }
    }
}

/// <summary>What the platform answers when images claim a class that isn't theirs, by submitting with its perturbation.</summary>
/// <param name="Classes">The class that each image claims, <c>[N]</c>.</param>
/// <param name="Predictions">The platform's answers to the claims, <c>[N]</c>, by condition; anything for images of others than the subgroup, which nobody asks about.</param>
public sealed record Claims(int[] Classes, IReadOnlyDictionary<string, int[]> Predictions);
