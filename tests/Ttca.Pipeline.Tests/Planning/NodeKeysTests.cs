using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Planning;

public sealed class NodeKeysTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public void Location_is_not_part_of_the_key()
    {
        var one = KeyOf(new Source(new SourceParameters { Value = 1, Mirror = "https://one.example" }));
        var two = KeyOf(new Source(new SourceParameters { Value = 1, Mirror = "https://two.example" }));

        two.Value.ShouldBe(one.Value);
        one.Material.Parameters.GetRawText().ShouldBe("""{"parameters":{"value":1}}""");
    }

    [Fact]
    public async Task Location_is_given_to_the_stage()
    {
        await File.WriteAllTextAsync(_toy.PathOf("photo"), "12345", TestContext.Current.CancellationToken);
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new FileLength(_toy.PathOf("photo")));

        _toy.ValueOf((await _toy.RunAsync(builder)).Nodes[0]).ShouldBe(5);
    }

    [Fact]
    public void Parameter_code_and_environment_are_part_of_the_key()
    {
        var keys = new HashSet<string> { KeyOf(Constant(1)).Value, KeyOf(Constant(2)).Value };
        _toy.CodeOf["Source"] = "2";
        keys.Add(KeyOf(Constant(1)).Value);
        _toy.Environment["threads"] = "2";
        keys.Add(KeyOf(Constant(1)).Value);

        keys.Count.ShouldBe(4);
    }

    [Fact]
    public void Name_and_content_of_a_file_are_part_of_the_key_and_its_folder_is_not()
    {
        var first = KeyOf(FileOf("one/a", "content")).Value;
        var elsewhere = KeyOf(FileOf("two/a", "content")).Value;
        var changed = KeyOf(FileOf("one/a", "CONTENT")).Value;
        var renamed = KeyOf(FileOf("one/b", "content")).Value;

        elsewhere.ShouldBe(first);
        new[] { first, changed, renamed }.ShouldBeUnique();
    }

    [Fact]
    public async Task File_that_is_missing_fails_the_node_with_its_path()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new FileLength(_toy.PathOf("nowhere")));

        var result = await _toy.RunAsync(builder);

        result.Failures.ShouldHaveSingleItem().Failure!.Message
            .ShouldBe($"the file {_toy.PathOf("nowhere")} doesn't exist; check its path");
    }

    [Fact]
    public async Task File_that_grows_while_a_stage_reads_it_fails_the_node_and_nothing_is_filed()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var node = builder.Add((FileLength)FileOf("photo", "12345") with { Touches = true });

        var result = await _toy.RunAsync(builder);

        result.Failures.ShouldHaveSingleItem().Failure!.Message.ShouldBe(
            $"input changed during the run: {_toy.PathOf("photo")} was written to while {node.Id} read it; nothing was filed: run "
                + $"again once the file is complete");
        _toy.Store.Actions().ShouldBeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task File_that_is_replaced_by_one_of_the_same_size_and_time_before_a_stage_reads_it_is_filed_under_what_was_read()
    {
        var path = Write("number", "12345", LongAgo);
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Hold(_toy.PathOf("started"), _toy.PathOf("release")) { Reads = path });

        var run = _toy.Start(builder, new InProcessExecutor(ToyRun.Catalog, TimeProvider.System), TestContext.Current.CancellationToken);
        await ToyRun.UntilExists(_toy.PathOf("started"));
        Write("number", "54321", LongAgo);
        await File.WriteAllTextAsync(_toy.PathOf("release"), "go", TestContext.Current.CancellationToken);

        _toy.ValueOf((await run.Completion).Nodes.ShouldHaveSingleItem()).ShouldBe(54321);
        _toy.Observer.Lines.ShouldContain("files changed since the run looked at them: the result is filed under what was read");
        (await ValueOf(path)).ShouldBe((54321, NodeOutcome.Cached));

        Write("number", "12345", LongAgo);
        (await ValueOf(path)).ShouldBe((12345, NodeOutcome.Executed));
    }

    [Fact]
    public async Task File_that_is_touched_between_runs_runs_nothing()
    {
        var stage = FileOf("photo", "12345");
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(stage);
        await _toy.RunAsync(builder);

        File.SetLastWriteTimeUtc(stage.Path, LongAgo);

        (await _toy.RunAsync(builder)).Nodes[0].Outcome.ShouldBe(NodeOutcome.Cached);
    }

    /// <summary>A change of how seeds are derived, which is no code of the stage's, runs again all that draws random numbers.</summary>
    [Fact]
    public void Derived_seed_is_part_of_the_key()
    {
        var key = KeyOf(new Draw(1));

        key.Material.Seed.ShouldBe(0x5fed5222b18c742c);     // printf 'Draw\n1' | sha256sum
        (key.Material with { Seed = 1 }).Hash().ShouldNotBe(key.Value);
    }

    [Fact]
    public void Seed_of_a_stage_without_random_numbers_is_the_same_for_all_its_nodes()
    {
        KeyOf(Constant(1)).Material.Seed.ShouldBe(KeyOf(Constant(2)).Material.Seed);
        KeyOf(Constant(1)).Material.Seed.ShouldBe(0xa64b9613aa3eb57);  // printf 'Source\n0' | sha256sum
    }

    /// <summary>
    /// Expected: <c>sha256sum</c> of
    /// <c>{"environment":{"device":"cpu","threads":"1"},"files":["f..."],"fingerprint":"0...","inputs":{"also":[],"of":["1...","2..."]},
    /// "parameters":{"a":"ü","b":1},"stage":"Sum"}</c> without the line break, each dotted digit 64 times. Another value would run again
    /// all that anybody has ever stored.
    /// </summary>
    [Fact]
    public void Hash_of_known_material()
    {
        using var parameters = System.Text.Json.JsonDocument.Parse("""{ "b": 1.0, "a": "\u00fc" }""");
        var material = new KeyMaterial
        {
            Stage = "Sum",
            Parameters = parameters.RootElement,
            Inputs = new Dictionary<string, IReadOnlyList<KeyInput>>
            {
                ["of"] = [new("Source-1", Digest('1'), Digest('3')), new("Source-2", Digest('2'), Digest('4'))],
                ["also"] = [],
            },
            Files = [Digest('f')],
            Fingerprint = Digest('0'),
            Environment = new Dictionary<string, string> { ["threads"] = "1", ["device"] = "cpu" },
        };

        material.Hash().ShouldBe("ac0e4417378a2fc0fa6d05e7e349fdc30be71177cfe1a70ac159ba00225ac807");
        // the same with "seed":7 before "stage"
        (material with { Seed = 7 }).Hash().ShouldBe("32ca152f93d2d5e299bf8af4ab8e42018c42c131b645c0eff6e587dfb18d648b");
    }

    /// <summary>Of a run of its own, with what it did.</summary>
    private async Task<(int Value, NodeOutcome Outcome)> ValueOf(string path)
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Hold(_toy.PathOf("started"), _toy.PathOf("release")) { Reads = path });
        var result = (await _toy.RunAsync(builder)).Nodes.ShouldHaveSingleItem();
        return (_toy.ValueOf(result), result.Outcome);
    }

    private string Write(string name, string content, DateTime time)
    {
        File.WriteAllText(_toy.PathOf(name), content);
        File.SetLastWriteTimeUtc(_toy.PathOf(name), time);
        return _toy.PathOf(name);
    }

    private static string Digest(char digit) => new(digit, 64);

    private static Source Constant(int value) => new(new SourceParameters { Value = value });

    private FileLength FileOf(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_toy.PathOf(name))!);
        File.WriteAllText(_toy.PathOf(name), content);
        return new FileLength(_toy.PathOf(name));
    }

    private NodeKey KeyOf(IStage<Number> stage)
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var node = builder.Add(stage);
        builder.Build();
        return _toy.Keys.Of(node, _ => throw new InvalidOperationException("it has no inputs"));
    }
}
