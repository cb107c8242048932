using Ttca.Pipeline.Code;
using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Code;

/// <summary>A copy of a real source file is edited and rebuilt, and the plan that uses it is run on the same store.</summary>
public sealed class RealSourceTests
{
    private const string Stages = """
        using Ttca.Pipeline;
        using Ttca.Configuration;
        using Ttca.Pipeline.ToyWorker;

        public sealed record NearStage(string Word) : IStage<Number>
        {
            public Number Run(StageContext context) => new(NearestName.Of(Word, ["steps", "epsilon"])!.Length);
        }

        public sealed record LengthStage(string Word) : IStage<Number>
        {
            public Number Run(StageContext context) => new(Word.Length);
        }
        """;

    [Fact]
    public async Task Run_after_edits_of_a_real_file_executes_exactly_what_reaches_them()
    {
        using var run = new ToyRun();
        var source = await File.ReadAllTextAsync(RealFile(), TestContext.Current.CancellationToken);

        (await Outcomes(run, source)).ShouldBe(["LengthStage Executed", "NearStage Executed"]);
        (await Outcomes(run, source)).ShouldBe(["LengthStage Cached", "NearStage Cached"]);
        (await Outcomes(run, "// A comment.\n" + Edit(source, "var rows", "/* the table */ var rows"))).ShouldBe(
            ["LengthStage Cached", "NearStage Cached"]);

        // NearStage -> NearestName.Of -> Distance -> Same
        (await Outcomes(run, Edit(source, "char.ToLowerInvariant(a) == char.ToLowerInvariant(b)", "a == b"))).ShouldBe(
            ["LengthStage Cached", "NearStage Executed"]);
    }

    private static async Task<IEnumerable<string>> Outcomes(ToyRun run, string source)
    {
        using var fixture = new CompiledFixture();
        fixture.Reference(typeof(StageContext).Assembly, typeof(Number).Assembly);
        fixture.Add("Fixture", ["global using System; global using System.Collections.Generic; global using System.Linq;", source, Stages]);
        var catalog = StageCatalog.From(fixture.Find("NearStage").Assembly, typeof(Number).Assembly);
        using var fingerprint = fixture.Fingerprint();
        var builder = new PlanBuilder(catalog);
        builder.Add((IStage<Number>)Activator.CreateInstance(fixture.Find("LengthStage"), "stpes")!);
        builder.Add((IStage<Number>)Activator.CreateInstance(fixture.Find("NearStage"), "stpes")!);
        var plan = builder.Build();
        var keys = new NodeKeys(catalog, fingerprint, run.Environment, new FileHashes(run.Store, TimeProvider.System));
        var settings = new RunSettings { Jobs = 1, DataDirectory = run.Folder.FullName };
        var result = await PipelineRun.Start(
            plan,
            plan.Nodes,
            run.Store,
            keys,
            new InProcessExecutor(catalog, TimeProvider.System),
            settings,
            run.Observer,
            TestContext.Current.CancellationToken).Completion;
        return ToyRun.Outcomes(result).Order(StringComparer.Ordinal);
    }

    private static string RealFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TTCA.sln")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return Path.Combine(folder.FullName, "src", "Ttca.Configuration", "NearestName.cs");
    }

    private static string Edit(string source, string old, string @new)
    {
        source.ShouldContain(old, Case.Sensitive);
        return source.Replace(old, @new, StringComparison.Ordinal);
    }
}
