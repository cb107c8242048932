namespace Ttca.Fairness;

/// <summary>
/// Which group is under which condition: a fairness metric compares groups that may act differently. Outcomes hold the answers to every
/// image under every condition; a scenario picks the condition of each group.
/// </summary>
/// <param name="Name">As it is printed.</param>
/// <param name="Acting">Condition of <see cref="Outcomes.Subgroup"/>.</param>
/// <param name="Others">Condition of every other group.</param>
public sealed record Scenario(string Name, string Acting, string Others)
{
    /// <summary>All groups under one condition.</summary>
    public static Scenario Everyone(string condition) => new(condition, condition, condition);

    /// <summary>The subgroup under a condition, which names it, and the others under another.</summary>
    public static Scenario Subgroup(string condition, string others) => new(condition, condition, others);

    /// <summary>The answers to a group, under its condition.</summary>
    public GroupTally Of(Tally tally, int group) => tally[group, group == Outcomes.Subgroup ? Acting : Others];
}
