using Ttca.Collective;
using Ttca.Configuration;
using Ttca.Datasets;
using Ttca.Fairness;
using Ttca.Learning;
using Ttca.Learning.Data;
using Ttca.Pipeline;
using Ttca.Stages.Studies;

namespace Ttca.Stages.Tests.Adding;

/// <summary>The code of <c>docs/adding.md</c>, which lies beside this file, is found by its names and runs.</summary>
public sealed class AddingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-adding-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Page_shows_exactly_the_code_that_is_compiled_here()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "docs", "adding.md")).ReplaceLineEndings("\n");
        string[] shown = [.. page.Split("```csharp\n").Skip(1).Select(block => block.Split("```")[0])];
        string[] compiled = [.. Directory.GetFiles(Path.Combine(RepositoryFolder.Path, "tests", "Ttca.Stages.Tests", "Adding"), "*.cs")
            .Where(file => Path.GetFileName(file) != "AddingTests.cs").Select(file => File.ReadAllText(file).ReplaceLineEndings("\n"))];

        shown.ShouldBe(compiled, ignoreOrder: true);
    }

    [Fact]
    public async Task Each_is_chosen_by_its_name_and_runs()
    {
        var experiment = ConfigurationReader.Read<Experiment>(
            """
            name: added
            dataset:     { name: stripes, platform-images: 100, images: 150 }
            disparity:   { subgroup: [{ name: fade, amount: 0.8 }], share-in-training: 0.1 }
            platform:    { architecture: mlp-small, epochs: 1 }
            defences:    [{ name: brighten, amount: 8 }]
            """,
            "added.yaml");
        var catalog = StageCatalog.From(typeof(Experiment).Assembly, typeof(KeepClass).Assembly);
        var builder = new PlanBuilder(catalog);
        var dataset = builder.Add(Fetch.Of(experiment.Dataset, []));
        var trained = builder.Add(new TrainPlatform(experiment.Platform, experiment.Dataset.Classes, 1)
        {
            Images = builder.Add(new PlatformSplit(experiment.Disparity, experiment.Dataset.PlatformImages, 1) { Dataset = dataset }),
        });
        var test = builder.Add(new TestSplit(experiment.Disparity.Subgroup, 60) { Dataset = dataset });
        var kept = builder.Add(new KeepClass(1) { Images = test });
        var attacked = builder.Add(new AttackPerUser(
            new AttackParameters { Method = new RandomSignsMethod(), Epsilon = new PixelFraction(8), QueriesPerImage = 4 }, 30, 1)
        {
            Platform = builder.Add(new DefendPlatform(experiment.Defences) { Platform = trained }),
            Test = test,
            Own = builder.Add(
                new CollectiveSplit(experiment.Disparity.Subgroup, 10, experiment.Dataset.PlatformImages, 1) { Dataset = dataset }),
        });

        var store = ArtifactStore.Open(Path.Combine(_folder.FullName, "store"), TimeProvider.System);
        var nodes = await RunAsync(builder.Build(), catalog, store);

        nodes.ShouldAllBe(node => node.Outcome == NodeOutcome.Executed);
        Read(new Codecs.ImageSetCodec(), kept).Labels.ShouldBe(Enumerable.Repeat(1, 30));
        var tried = Read(new Codecs.UserAttacksCodec(), attacked).Images;
        tried.Count.ShouldBe(30);
        tried.Queries.ShouldAllBe(queries => queries >= 1 && queries <= 4);
        catalog.Stages.Single(stage => stage.Type == typeof(KeepClass)).PartOf.ShouldBe("Fetch");

        T Read<T>(IArtifactCodec<T> codec, Node<T> node) =>
            codec.Read(new ArtifactReader(store, nodes.Single(result => result.Node.Id == node.Id).Action!.Stored));
    }

    [Fact]
    public void Metric_is_estimated_with_its_interval()
    {
        // Of 4 images of the majority 3 are right, of 2 of the subgroup 1: 3/4 and 1/2.
        var outcomes = new Outcomes(
            2, [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1], new Dictionary<string, int[]> { ["none"] = [0, 0, 0, 1, 0, 1] });

        var estimate = HierarchicalBootstrap.Run([outcomes], [new MeanGroupAccuracy(Scenario.Everyone("none"))], resamples: 200).Single();

        estimate.Name.ShouldBe("mean-group-accuracy");
        estimate.Estimate.Value.ShouldBe(0.625, 1e-12);
        estimate.Estimate.Low.ShouldBeLessThan(0.625);
    }

    [Fact]
    public void Study_is_planned_with_its_table()
    {
        var experiment = ConfigurationReader.ReadFile<Experiment>(Path.Combine(RepositoryFolder.Path, "experiments", "embedded.yaml")) with
        {
            Studies = [new QueriesStudy()],
        };

        var nodes = ExperimentPlan.Of(experiment).Nodes;

        var table = nodes.Select(node => node.Stage).OfType<RenderStudyTable>().Single();
        table.Rows.Select(row => row.Values[0]).ShouldBe(["2", "2", "5", "5"]);
        table.Metrics.Count.ShouldBe(2);
        nodes.Select(node => node.Stage)
            .OfType<QueryPlatform>()
            .Select(asked => asked.QueriesPerMember)
            .Distinct()
            .Order()
            .ShouldBe([2, 5, experiment.Collective.QueriesPerMember]);
    }

    private async Task<IReadOnlyList<NodeResult>> RunAsync(Plan plan, StageCatalog catalog, ArtifactStore store)
    {
        var keys = new NodeKeys(catalog, new NoFingerprint(), new Dictionary<string, string>(), new FileHashes(store, TimeProvider.System));
        await using var executor = new InProcessExecutor(catalog, TimeProvider.System);
        var settings = new RunSettings { Jobs = 1, DataDirectory = _folder.FullName };
        var result = await PipelineRun.Start(
            plan, plan.Nodes, store, keys, executor, settings, new NoObserver(), TestContext.Current.CancellationToken).Completion;
        result.Failures.ShouldBeEmpty();
        return result.Nodes;
    }
}
