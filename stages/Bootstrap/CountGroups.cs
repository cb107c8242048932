using System.Text.Json.Serialization;
using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// Counts the test images of each group that is compared, before anything is trained: an attribute that the images lack, more groups than
/// can be told apart, or images that don't suffice for test, collective or validation end the run here.
/// </summary>
/// <param name="Classes">Number of classes.</param>
/// <param name="Attributes">What groups are told by beside majority and subgroup.</param>
[PartOf("TrainPlatform")]
public sealed record CountGroups(int Classes, IReadOnlyList<string> Attributes) : IStage<GroupCounts>, IPrecondition
{
    public required Node<ImageSet> Test { get; init; }

    /// <summary>Of each seed. They are not counted: that they are there is what matters.</summary>
    public required IReadOnlyList<Node<ImageSet>> Collectives { get; init; }

    /// <summary>Of each seed, likewise.</summary>
    public required IReadOnlyList<Node<ImageSet>> Validations { get; init; }

    public GroupCounts Run(StageContext context)
    {
        var test = context.Load(Test);
        return new GroupCounts(
        [
            CountsOf(Grouping.OfMembers(test.Groups), test.Labels),
            .. Attributes.Select(attribute => CountsOf(Grouping.Of(Classes, test, attribute), test.Labels)),
        ]);
    }

    private GroupingCounts CountsOf(Grouping grouping, int[] labels)
    {
        int[][] counts = [.. grouping.Names.Select(_ => new int[Classes])];
        foreach (var (group, label) in grouping.Groups.Zip(labels))
        {
            counts[group][label]++;
        }

        return new GroupingCounts([.. grouping.Names.Zip(counts, (name, byClass) =>
            new GroupCount(name, byClass))], grouping.Empty, grouping.EmptyCount);
    }
}

/// <summary>How many test images there are of each group.</summary>
/// <param name="Groupings">Majority and subgroup, then those of the attributes.</param>
public sealed record GroupCounts(IReadOnlyList<GroupingCounts> Groupings);

/// <summary>The groups of a grouping.</summary>
/// <param name="Groups">Those that have test images.</param>
/// <param name="Empty">The first of those that have none.</param>
/// <param name="EmptyCount">Number of all that have none.</param>
public sealed record GroupingCounts(IReadOnlyList<GroupCount> Groups, IReadOnlyList<string> Empty, long EmptyCount);

/// <summary>A group's test images.</summary>
/// <param name="Name">Name of the group.</param>
/// <param name="ByClass">Of each class, <c>[K]</c>.</param>
public sealed record GroupCount(string Name, IReadOnlyList<int> ByClass)
{
    [JsonIgnore]
    public int Images => ByClass.Sum();
}
