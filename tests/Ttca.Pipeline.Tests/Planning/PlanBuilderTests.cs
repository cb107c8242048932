using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Planning;

public sealed class PlanBuilderTests
{
    private readonly PlanBuilder _builder = new(ToyRun.Catalog);

    [Fact]
    public void Stages_that_only_their_files_tell_apart_are_nodes_of_their_own()
    {
        var first = _builder.Add(new FileLength("/data/a"));
        var second = _builder.Add(new FileLength("/data/b"));

        _builder.Add(new FileLength("/data/a")).ShouldBeSameAs(first);
        _builder.Add(new FileLength("/data/b")).ShouldBeSameAs(second);
        _builder.Build().Nodes.ShouldBe([first, second]);
        new PlanBuilder(ToyRun.Catalog).Add(new FileLength("/elsewhere/a")).Id.ShouldBe(first.Id);
    }

    [Fact]
    public void Equal_stage_parameters_and_inputs_is_one_node()
    {
        var first = _builder.Add(new Add(1) { To = Constant(5) });
        var second = _builder.Add(new Add(1) { To = Constant(5) });

        second.ShouldBeSameAs(first);
        _builder.Build().Nodes.Count.ShouldBe(2);
    }

    [Fact]
    public void Different_parameter_or_input_is_another_node()
    {
        var node = _builder.Add(new Add(1) { To = Constant(5) });

        _builder.Add(new Add(2) { To = Constant(5) }).ShouldNotBeSameAs(node);
        _builder.Add(new Add(1) { To = Constant(6) }).ShouldNotBeSameAs(node);
    }

    [Fact]
    public void Nodes_that_differ_in_a_location_alone_are_one()
    {
        var node = _builder.Add(new Source(new SourceParameters { Value = 1, Mirror = "https://one.example" }));

        _builder.Add(new Source(new SourceParameters { Value = 1, Mirror = "https://two.example" })).ShouldBeSameAs(node);
    }

    [Fact]
    public void Id_is_readable_and_the_same_in_another_plan()
    {
        var id = _builder.Add(new Add(1) { To = Constant(5) }).Id;

        id.ShouldMatch("^Add-[0-9a-f]{6}$");
        var other = new PlanBuilder(ToyRun.Catalog);
        other.Add(new Source(new SourceParameters { Value = 8 }));
        other.Add(new Add(1) { To = other.Add(new Source(new SourceParameters { Value = 5 })) }).Id.ShouldBe(id);
    }

    [Fact]
    public void Build_orders_each_node_after_all_that_it_needs()
    {
        var five = Constant(5);
        var six = _builder.Add(new Add(1) { To = five });
        var sum = _builder.Add(new Sum { Of = [six, five] });

        _builder.Build().Nodes.ShouldBe([five, six, sum]);
    }

    [Fact]
    public void Closure_holds_what_the_targets_need_and_nothing_else()
    {
        var five = Constant(5);
        var six = _builder.Add(new Add(1) { To = five });
        var seven = _builder.Add(new Add(2) { To = five });

        _builder.Build().Closure([seven]).ShouldBe([five, seven]);
        six.ShouldNotBeSameAs(seven);
    }

    [Fact]
    public void Build_names_every_problem_at_once()
    {
        var other = new PlanBuilder(ToyRun.Catalog);
        var foreign = other.Add(new Source(new SourceParameters { Value = 1 }));
        var unset = _builder.Add(new Add(1) { To = null! });
        var mixed = _builder.Add(new Sum { Of = [Constant(5), null!, foreign] });
        var silent = _builder.Add(new Refuse(null!));
        var nested = _builder.Add(new Titled(new TitleParameters { Title = null! }));
        var unfiled = _builder.Add(new Unfiled());
        var captured = _builder.Add(new Captures(7));

        var error = Should.Throw<PlanException>(_builder.Build);

        error.Message.ShouldBe($"""
            The plan has 10 problems:
              {unset.Id}: input 'to' isn't set
              {mixed.Id}: input 'of[1]' isn't set
              {mixed.Id}: input 'of[2]' is {foreign.Id} of another plan
              {silent.Id}: parameter 'because' has no value
              {nested.Id}: parameter 'parameters' can't be written as JSON: The property or field 'title' on type 'Ttca.Pipeline.Tests.Planning.PlanBuilderTests+TitleParameters' doesn't allow getting null values. Consider updating its nullability annotation. Path: $.Title.
              {nested.Id}: stage Ttca.Pipeline.Tests.Planning.PlanBuilderTests+Titled is not in the catalog; give its assembly to StageCatalog.From
              {unfiled.Id}: stage Ttca.Pipeline.Tests.Planning.PlanBuilderTests+Unfiled is not in the catalog; give its assembly to StageCatalog.From
              {unfiled.Id}: it makes a Version, for which there is no IArtifactCodec<Version>
              {captured.Id}: stage Ttca.Pipeline.Tests.Planning.PlanBuilderTests+Captures is not in the catalog; give its assembly to StageCatalog.From
              {captured.Id}: stage Captures takes 'amount' in its constructor, but has no public property of that name and type: its key would miss it
            """);
    }

    [Fact]
    public void Build_names_a_cycle_that_was_closed_through_a_list()
    {
        var inputs = new List<Node<Number>> { Constant(1) };
        var sum = _builder.Add(new Sum { Of = inputs });
        var add = _builder.Add(new Add(1) { To = sum });
        inputs.Add(add);

        Should.Throw<PlanException>(_builder.Build).Problems.ShouldBe([
            $"{sum.Id}: its list of inputs was changed after it was added to the plan",
            $"cycle: {sum.Id} -> {add.Id} -> {sum.Id}",
        ]);
    }

    [Fact]
    public void Optional_input_may_be_left_out()
    {
        _builder.Add(new Broken());

        _builder.Build().Nodes.ShouldHaveSingleItem().Needs.ShouldBeEmpty();
    }

    [Fact]
    public void Label_shows_what_tells_nodes_of_a_stage_apart_and_what_their_inputs_inherit()
    {
        var one = Constant(1);
        var two = Constant(2);
        var near = _builder.Add(new Add(10) { To = one });
        var far = _builder.Add(new Add(20) { To = two });
        var rounded = _builder.Add(new RoundDown(5) { Of = near });
        var sum = _builder.Add(new Sum { Of = [near, far] });
        _builder.Build();

        one.Label.ShouldBe("value=1");
        near.Label.ShouldBe("amount=10 value=1");
        rounded.Label.ShouldBe("amount=10 value=1");
        sum.Label.ShouldBe("");
        near.ToString().ShouldBe($"{near.Id} (amount=10 value=1)");
    }

    [Fact]
    public void Plan_of_ten_thousand_nodes_is_built_and_ordered()
    {
        Node<Number> last = Constant(0);
        for (var i = 1; i < 10_000; i++)
        {
            last = _builder.Add(new Add(i) { To = last });
        }

        var plan = _builder.Build();

        plan.Nodes[^1].ShouldBeSameAs(last);
        plan.Nodes.Select(node => node.Id).Distinct().Count().ShouldBe(10_000);
        plan.Closure([last]).Count.ShouldBe(10_000);
    }

    [Fact]
    public void Catalog_names_stages_and_codecs_that_clash()
    {
        var error = Should.Throw<PlanException>(() => StageCatalog.From(typeof(Source).Assembly, typeof(Clash.Source).Assembly));

        error.Problems.ShouldBe([
            "two codecs are for Number: Ttca.Pipeline.Tests.Planning.Clash+OtherNumberCodec and Ttca.Pipeline.ToyWorker.NumberCodec",
            "two stages are called Source: Ttca.Pipeline.Tests.Planning.Clash+Source and Ttca.Pipeline.ToyWorker.Source",
        ]);
    }

    private Node<Number> Constant(int value) => _builder.Add(new Source(new SourceParameters { Value = value }));

    private sealed record TitleParameters
    {
        public required string Title { get; init; }
    }

    private sealed record Titled(TitleParameters Parameters) : IStage<Number>
    {
        public Number Run(StageContext context) => new(Parameters.Title.Length);
    }

    private sealed record Unfiled : IStage<Version>
    {
        public Version Run(StageContext context) => new();
    }

    private sealed class Captures(int amount) : IStage<Number>
    {
        public Number Run(StageContext context) => new(amount);
    }
}

/// <summary>Types that clash with the toys.</summary>
public static class Clash
{
    public sealed record Source : IStage<Number>
    {
        public Number Run(StageContext context) => new(0);
    }

    public sealed class OtherNumberCodec : IArtifactCodec<Number>
    {
        public void Write(Number value, ArtifactWriter writer) => writer.Write("value", stream => stream.WriteByte((byte)value.Value));

        public Number Read(ArtifactReader reader)
        {
            using var stream = reader.Open("value");
            return new Number(stream.ReadByte());
        }
    }
}
