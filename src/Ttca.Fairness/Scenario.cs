namespace Ttca.Fairness;

/// <summary>
/// Who submits what: a fairness metric compares groups that may act differently. Outcomes hold the answers to every image under every
/// condition; a scenario picks the condition of each group.
/// </summary>
/// <param name="Name">As it is printed: the members' condition, with what the others do if they don't submit unchanged images.</param>
/// <param name="MembersCondition">What the subgroup submits with.</param>
/// <param name="OthersCondition">What every other group submits with.</param>
public sealed record Scenario(string Name, string MembersCondition, string OthersCondition)
{
    /// <summary>The condition of images as they are.</summary>
    public const string Unchanged = "none";

    /// <summary>The subgroup acts, the others submit their images as they are: what a collective of subgroup members does.</summary>
    public static Scenario Members(string condition) => new(condition, condition, Unchanged);

    /// <summary>All groups act alike.</summary>
    public static Scenario Everyone(string condition) => new(condition, condition, condition);

    /// <summary>The answers to a group, under its condition.</summary>
    public GroupTally Of(Tally tally, int group) => tally[group, group == Outcomes.Subgroup ? MembersCondition : OthersCondition];
}
