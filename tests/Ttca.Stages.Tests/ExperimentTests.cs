using Ttca.Pipeline;
using Ttca.Pipeline.Configuration;

namespace Ttca.Stages.Tests;

/// <summary>The experiment files, and the plans that they make.</summary>
public sealed class ExperimentTests
{
    public static TheoryData<string> Files => [.. new DirectoryInfo(Path.Combine(RepositoryFolder.Path, "experiments")).GetFiles("*.yaml").Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Experiment_file_is_valid_and_named_after_its_experiment(string file)
    {
        var experiment = Read(file);

        experiment.Name.ShouldBe(Path.GetFileNameWithoutExtension(file));
        ExperimentPlan.Of(experiment).Nodes.ShouldNotBeEmpty();
    }

    [Fact]
    public void Studies_share_what_they_have_in_common()
    {
        var experiment = Read("embedded.yaml", "seeds=3", "collective.sizes=[10, 25, 50, 100]", "studies=[collective-size, epsilon: { values: [4/255, 8/255, 16/255] }]");

        var count = ExperimentPlan.Of(experiment).Nodes.CountBy(node => node.StageName).ToDictionary();

        // Per seed: one platform; a transcript and a proxy for each of 4 sizes; a perturbation for 4 sizes and 2 more epsilons;
        // controls for 3 epsilons. The cell of 100 members at 8/255 belongs to both studies.
        count["Fetch"].ShouldBe(1);
        count["TestSplit"].ShouldBe(1);
        count["TrainPlatform"].ShouldBe(3);
        count["QueryPlatform"].ShouldBe(3 * 4);
        count["ExtractProxy"].ShouldBe(3 * 4);
        count["OptimizePerturbation"].ShouldBe(3 * 6);
        count["OptimizeWhiteBox"].ShouldBe(3 * 3);
        count["DrawRandomSigns"].ShouldBe(3 * 3);
        count["Evaluate"].ShouldBe(3 * (1 + 6 + 3 + 3));
        count["AskProxy"].ShouldBe(3 * 6);
        count["Bootstrap"].ShouldBe(6);
        count["RenderCurves"].ShouldBe(2);
        count["RenderCurveTable"].ShouldBe(2);
    }

    [Theory]
    [InlineData("perturbation.steps=7", "OptimizePerturbation")]
    [InlineData("bootstrap.resamples=500", "Bootstrap")]
    [InlineData("proxy.epochs=3", "ExtractProxy")]
    [InlineData("disparity.share-in-training=0.05", "PlatformSplit")]
    public void Changed_parameter_leaves_the_nodes_before_it_as_they_are(string setting, string stage)
    {
        var before = ExperimentPlan.Of(Read("embedded.yaml"));
        var after = ExperimentPlan.Of(Read("embedded.yaml", setting));

        var changed = after.Nodes.Select(node => node.Id).Except(before.Nodes.Select(node => node.Id)).ToHashSet();
        var expected = after.Nodes.Where(node => After(node, stage) || (stage == "OptimizePerturbation" && After(node, "OptimizeWhiteBox"))).Select(node => node.Id);

        changed.ShouldBe(expected, ignoreOrder: true);
        changed.ShouldNotBeEmpty();
    }

    [Fact]
    public void Where_an_archive_lies_is_no_part_of_any_parameter()
    {
        string[] ids(string url) => [.. ExperimentPlan.Of(Read("cifar10-cpu.yaml", $"dataset.url={url}")).Nodes.Select(node => node.Id)];

        ids("file:///here/a.tar.gz").ShouldBe(ids("https://example.org/b.tar.gz"));
    }

    [Fact]
    public void Rules_about_several_parameters_are_reported_with_the_others()
    {
        var error = Should.Throw<ConfigurationException>(() => Read("embedded.yaml", "dataset.url=file:///a.tar.gz", "collective.sizes=[10, 10]"));

        error.Message.ShouldContain("has 2 errors:");
        error.Message.ShouldContain("'embedded' is drawn by code: leave out url, sha256 and folder");
        error.Message.ShouldContain("must be different numbers from 1 to 100000");
    }

    private static bool After(Node node, string stage) => node.StageName == stage || node.Needs.Any(need => After(need, stage));

    private static Experiment Read(string file, params string[] settings) =>
        ConfigurationReader.ReadFile<Experiment>(Path.Combine(RepositoryFolder.Path, "experiments", file), settings);
}
