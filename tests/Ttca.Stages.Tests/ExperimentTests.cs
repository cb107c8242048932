using Ttca.Configuration;
using Ttca.Pipeline;

namespace Ttca.Stages.Tests;

/// <summary>The experiment files, and the plans that they make.</summary>
public sealed class ExperimentTests
{
    public static TheoryData<string> Files =>
        [
            .. new DirectoryInfo(Path.Combine(RepositoryFolder.Path, "experiments"))
                .GetFiles("*.yaml")
                .Select(file => file.Name)
                .Except(["paper.yaml"]),
        ];

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
        var experiment = Read(
            "embedded.yaml",
            "replicates.platforms=3",
            "replicates.proxies=1",
            "collective.sizes=[10, 25, 50, 100]",
            "studies=[collective-size, epsilon: { values: [4/255, 8/255, 16/255] }]");

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
        count["ShufflePhases"].ShouldBe(3 * 3);
        count["ChoosePreprocessing"].ShouldBe(3);
        count["Evaluate"].ShouldBe(3 * (1 + 6 + 3 + 3 + 3 + 1));
        count["AskProxy"].ShouldBe(3 * (4 + 6));
        count["Bootstrap"].ShouldBe(6);
        count["RenderCurves"].ShouldBe(2);
        count["RenderStudyTable"].ShouldBe(2);
    }

    /// <param name="file">The experiment.</param>
    /// <param name="setting">What is changed.</param>
    /// <param name="stages">
    /// The stages that read it: they and what comes after them are other nodes than before, and nothing else is.
    /// </param>
    [Theory]
    [InlineData("embedded.yaml", "description=Something else")]
    [InlineData("cifar10-cpu.yaml", "dataset.url=file:///elsewhere.tar.gz")]
    [InlineData("embedded.yaml", "dataset.train-images=8000", "Fetch")]
    [InlineData("embedded.yaml", "dataset.platform-images=4000", "PlatformSplit", "CollectiveSplit", "ValidationSplit")]
    [InlineData("embedded.yaml", "dataset.validation-images=100", "ValidationSplit")]
    [InlineData("embedded.yaml", "dataset.test-images=1000", "Fetch", "TestSplit")]
    [InlineData("cifar10-cpu.yaml", "dataset.platform-images=15000", "PlatformSplit", "CollectiveSplit", "ValidationSplit")]
    [InlineData("cifar10-cpu.yaml", "dataset.test-images=1000", "TestSplit")]
    [InlineData("cifar10-cpu.yaml", "dataset.sha256=0000000000000000000000000000000000000000000000000000000000000000", "Fetch")]
    [InlineData("fairface.yaml", "dataset.folder=elsewhere")]
    [InlineData("fairface.yaml", "dataset.task=race", "Fetch", "TrainPlatform", "DrawRandomSigns", "Bootstrap")]
    [InlineData("fairface.yaml", "dataset.size=32", "Fetch", "DrawRandomSigns")]
    [InlineData("cifar100.yaml", "dataset.labels=coarse", "Fetch", "TrainPlatform", "DrawRandomSigns", "Bootstrap")]
    [InlineData("embedded.yaml", "disparity.share-in-training=0.05", "PlatformSplit")]
    [InlineData("embedded.yaml", "disparity.label-noise=0.1", "PlatformSplit")]
    [InlineData("embedded.yaml", "platform.epochs=3", "TrainPlatform")]
    [InlineData("embedded.yaml", "collective.answers=label", "QueryPlatform")]
    [InlineData("embedded.yaml", "proxy.epochs=3", "ExtractProxy")]
    [InlineData("embedded.yaml", "perturbation.steps=7", "OptimizePerturbation", "OptimizeWhiteBox")]
    [InlineData("embedded.yaml", "bootstrap.resamples=500", "Bootstrap", "BootstrapQueryBudget", "TestGroups", "CompareContrasts", "CompareQueryBudget")]
    [InlineData("embedded.yaml", "name=another", "RenderCurves", "RenderStudyTable", "RenderContrastsTable", "RenderQueryBudgetTable", "RenderFairness", "RenderFairnessTable", "RenderGroupsTable", "RenderDataTable", "RenderPreprocessingTable", "RenderTuningTable", "RenderVarianceTable", "CollectMetrics", "JudgeClaims")]
    public void Changed_parameter_changes_exactly_the_stages_that_read_it_and_what_follows(
        string file, string setting, params string[] stages)
    {
        var before = ExperimentPlan.Of(Read(file));
        var after = ExperimentPlan.Of(Read(file, setting));

        var changed = after.Nodes.Select(node => node.Id).Except(before.Nodes.Select(node => node.Id));
        var expected = after.Nodes.Where(node => stages.Any(stage => After(node, stage))).Select(node => node.Id).ToList();

        changed.ShouldBe(expected, ignoreOrder: true);
        stages.ShouldBeSubsetOf(after.Nodes.Select(node => node.StageName));
    }

    [Theory]
    [InlineData("[{ attribute: class, values: [cat, dog] }]")]
    [InlineData("[{ attribute: coarse, values: [people] }, { attribute: fine, values: [woman, girl] }, { name: darken, amount: 0.3 }]")]
    public void Subgroup_may_be_told_by_conditions_with_their_natural_share(string subgroup) =>
        ExperimentPlan.Of(
            Read("cifar100.yaml", $"disparity.subgroup={subgroup}", "disparity.share-in-training=null")).Nodes.ShouldNotBeEmpty();

    [Fact]
    public void Rate_limit_that_leaves_a_proxy_one_answer_is_refused() =>
        Should.Throw<ConfigurationException>(
            () => Read(
                "cifar10.yaml",
                "collective={ sizes: [1], queries-per-member: 5 }",
                "studies=[defence: { variants: [{ name: rate-limit, amount: 1 }] }]"))
            .Message.ShouldContain("a collective gets 1 answer in all, and a proxy is trained on 2 at least");

    [Fact]
    public void Hash_of_an_archive_is_no_part_of_a_folder()
    {
        string[] ids(string hash) =>
            [
                .. ExperimentPlan.Of(
                    Read("cifar10-cpu.yaml", "dataset.url=null", "dataset.folder=/data", $"dataset.sha256={hash}")).Nodes.Select(
                    node => node.Id),
            ];

        ids(new string('0', 64)).ShouldBe(ids(new string('1', 64)));
    }

    [Fact]
    public void Rules_about_several_parameters_are_reported_with_the_others()
    {
        var error = Should.Throw<ConfigurationException>(() =>
            Read("embedded.yaml", "dataset.url=file:///a.tar.gz", "collective.sizes=[10, 10]"));

        error.Message.ShouldContain("has 2 errors:");
        error.Message.ShouldContain("dataset.url: is for cifar10, cifar100, not for embedded: leave it out (with --set: dataset.url=null)");
        error.Message.ShouldContain("must be different numbers from 1 to 100000");
    }

    [Theory]
    [InlineData("cifar100.yaml", "bootstrap.positive-class=100", "positive-class is 100; the classes of 'cifar100' are 0 to 99")]
    [InlineData("cifar10.yaml", "bootstrap.positive-class=10", "positive-class is 10; the classes of 'cifar10' are 0 to 9")]
    [InlineData("cifar10.yaml", "dataset.labels=coarse", "dataset.labels: is for cifar100, not for cifar10: leave it out (with "
        + "--set: dataset.labels=null)")]
    [InlineData("cifar10.yaml", "disparity.subgroup=[]", "disparity.subgroup: nothing tells the subgroup: give a transformation, "
        + "such as { name: darken, amount: 0.25 }, or a condition")]
    [InlineData("cifar10.yaml", "disparity.share-in-training=null", "disparity.share-in-training: null leaves the natural share, "
        + "and a subgroup that is drawn by chance has none: give a number")]
    [InlineData("cifar10.yaml", "disparity.subgroup=[{ attribute: class }]", "disparity.subgroup.0: give either name and amount of "
        + "a transformation, or attribute and values of a condition")]
    [InlineData("cifar10.yaml", "dataset.size=64", "dataset.size: is for fairface, image-folder, not for cifar10: leave it out")]
    [InlineData("fairface.yaml", "dataset.class-names=[a, b]", "dataset.class-names: is for image-folder, not for fairface: leave it out")]
    [InlineData("cifar10-cpu.yaml", "dataset.train-images=50000", "dataset.train-images: is for embedded, not for cifar10: leave it out")]
    [InlineData("embedded.yaml", "dataset.train-images=null", "dataset.train-images: 'embedded' needs train-images: how many to draw")]
    [InlineData("cifar10.yaml", "dataset.url=null", "dataset: 'cifar10' needs either url (with sha256) or folder")]
    [InlineData("cifar10.yaml", "dataset={ name: image-folder, folder: here, "
        + "class-names: [a, a] }", "dataset.class-names: 'image-folder' needs class-names: the name of each folder of a class, once")]
    [InlineData("cifar10.yaml", "dataset.name=cifar11", "dataset.name: 'cifar11' is not allowed; nearest is 'cifar10' (allowed: "
        + "cifar10, cifar100, embedded, fairface, image-folder")]
    [InlineData("cifar10.yaml", "dataset.url=file:///~/cifar.tar.gz", "dataset.url: 'file:///~/cifar.tar.gz' is no address: write "
        + "https://... or file:///ABSOLUTE/PATH")]
    [InlineData("cifar10.yaml", "dataset.url=file://~/cifar.tar.gz", "dataset.url: 'file://~/cifar.tar.gz' is no address: write "
        + "https://... or file:///ABSOLUTE/PATH")]
    [InlineData("cifar10.yaml", "dataset.url=~/cifar.tar.gz", "dataset.url: '~/cifar.tar.gz' is no address: write https://... or "
        + "file:///ABSOLUTE/PATH")]
    [InlineData("fairface.yaml", "dataset.folder=~/fairface", "dataset.folder: '~/fairface' begins with ~, which only a shell puts "
        + "the home folder for: write that out (or ./~/fairface for a name like this)")]
    [InlineData("cifar10.yaml", "collective={ sizes: [100, 1], queries-per-member: 1 }", "a collective gets 1 answer in all, and a "
        + "proxy is trained on 2 at least: raise sizes, queries-per-member or the limit of queries")]
    [InlineData("cifar10.yaml", "collective={ sizes: [1], queries-per-member: 5, query-limit: 1 }", "a collective gets 1 answer in all")]
    [InlineData("cifar10.yaml", "dataset.name=image-folder", "dataset.folder: is missing; expected text")]
    public void Setting_that_does_not_fit_the_data_set_is_refused(string file, string setting, string problem) =>
        Should.Throw<ConfigurationException>(() => Read(file, setting)).Message.ShouldContain(problem);

    [Fact]
    public void Hash_in_capitals_is_the_same_hash() =>
        Read("cifar10.yaml", $"dataset.sha256={new string('A', 64)}").Dataset.ShouldBeOfType<Cifar10Parameters>().Sha256.ShouldBe(
            new string('a', 64));

    private static bool After(Node node, string stage) => node.StageName == stage || node.Needs.Any(need => After(need, stage));

    private static Experiment Read(string file, params string[] settings) =>
        ConfigurationReader.ReadFile<Experiment>(Path.Combine(RepositoryFolder.Path, "experiments", file), settings);
}
