using Ttca.Pipeline;

namespace Ttca.Stages.Tests;

/// <summary>The key of a stage holds the parameters that it reads and no other: changing what nobody reads re-runs nothing.</summary>
public sealed class ExactParametersTests
{
    public static TheoryData<string> Stages => [.. ExperimentPlan.Catalog.Stages.Select(stage => stage.Name)];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Stage_reads_every_parameter_in_its_key(string stage)
    {
        using var use = new ParameterUse();

        use.Unread(ExperimentPlan.Catalog.Stages.Single(definition => definition.Name == stage).Type).ShouldBeEmpty();
    }

    [Fact]
    public void Unread_parameters_are_found_in_records_and_lists_too()
    {
        using var use = new ParameterUse();

        use
            .Unread(typeof(Careless))
            .ShouldBe(["Ignored", "Printed", "Section.Ignored", "Items.Ignored", "Unopened", "Seed"], ignoreOrder: true);
        use.Unread(typeof(Careful)).ShouldBeEmpty();
    }

    /// <summary>Reads <c>Taken</c> wherever it stands, and nothing else.</summary>
    private sealed record Careless(
        int Taken, int Ignored, int Printed, Part Section, IReadOnlyList<Part> Items, Part Unopened, int Seed) : IStage<int>, ISeeded
    {
        [Location]
        public string? Folder { get; init; }

        public int Run(
            StageContext context) =>
                Sum(Taken) + Items.Select(item => item.Taken).Sum() + (this with { Printed = 3 }).GetHashCode() + ToString().Length;

        private int Sum(int other) => Section.Taken + other;
    }

    private sealed record Careful(Part Section, int Seed) : IStage<long>, ISeeded
    {
        public long Run(StageContext context) => context.Seed + Twice(Section);

        private static int Twice(Part part)
        {
            return Inner();

            int Inner() => part is { Taken: > 2 } ? part.Ignored : 0;
        }
    }

    private sealed record Part(int Taken, int Ignored);
}
