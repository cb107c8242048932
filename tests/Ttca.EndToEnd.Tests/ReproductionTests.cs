using Ttca.Build.Reproduction;
using Ttca.Configuration;
using Ttca.Pipeline;
using Ttca.Stages;

namespace Ttca.EndToEnd.Tests;

/// <summary>Whether an experiment still gives what was committed.</summary>
public sealed class ReproductionTests : IDisposable
{
    private const string Metric = "collective-size members=10: closure (collective)";
    private static readonly Plan Plan = ExperimentPlan.Of(
        ConfigurationReader.ReadFile<Experiment>(
            Path.Combine(BuildProgram.Repository, "experiments", "embedded.yaml"), ["replicates={ platforms: 1, proxies: 1 }"]));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");

    private static ExpectedResults Expected { get; } = new(
        "embedded",
        "a machine",
        "1234",
        Plan.Nodes.ToDictionary(node => node.Id, node => $"bytes of {node.Id}"),
        new Dictionary<string, IReadOnlyList<double>> { [Metric] = [0.5, 0.4, 0.6] });

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Same_bytes_on_the_same_type_of_machine_are_a_reproduction() =>
        ResultComparison.Of(Plan, Expected, Expected).ShouldBe(new ResultComparison(null, true, Plan.Nodes.Count));

    [Fact]
    public void Other_bytes_on_the_same_type_of_machine_diverge_at_the_first_stage_of_the_plan_that_made_them()
    {
        var platform = Plan.Nodes.First(node => node.StageName == nameof(TrainPlatform));
        var later = Plan.Nodes.First(node => node.StageName == nameof(ExtractProxy));
        var other = Expected.Nodes.ToDictionary(
            node => node.Key, node => node.Key == platform.Id || node.Key == later.Id ? "others" : node.Value);

        ResultComparison.Of(Plan, Expected, Expected with { Nodes = other }).Divergence.ShouldBe(
            $"it diverges at TrainPlatform: {platform} made others, not bytes of {platform.Id}; 2 of {Plan.Nodes.Count} nodes made "
                + $"other bytes, though on the same type of machine");
    }

    [Theory]
    [InlineData(0.58, 0.55, 0.70, null)]
    [InlineData(0.9, 0.6, 1.0, null)]
    [InlineData(double.NaN, double.NaN, double.NaN, null)]
    [InlineData(0.7, 0.61, 0.8, "it diverges at Bootstrap: collective-size members=10: closure (collective) is 0.700 [0.610, "
        + "0.800], not 0.500 [0.400, 0.600]; 1 of 1 metrics have intervals that don't overlap")]
    [InlineData(0.2, 0.1, 0.3, "it diverges at Bootstrap: collective-size members=10: closure (collective) is 0.200 [0.100, 0.300], "
        + "not 0.500 [0.400, 0.600]; 1 of 1 metrics have intervals that don't overlap")]
    public void Metrics_on_another_type_of_machine_must_have_intervals_that_overlap(
        double value, double low, double high, string? divergence)
    {
        var elsewhere = Expected with
        {
            Machine = "another machine",
            Nodes = Expected.Nodes.ToDictionary(node => node.Key, _ => "others"),
            Metrics = new Dictionary<string, IReadOnlyList<double>> { [Metric] = [value, low, high] },
        };

        ResultComparison.Of(Plan, Expected, elsewhere).ShouldBe(new ResultComparison(divergence, false, 1));
    }

    [Fact]
    public void Another_plan_is_no_reproduction_wherever_it_ran()
    {
        var fewer = Expected.Nodes.Where(node => !node.Key.StartsWith("ExtractProxy-", StringComparison.Ordinal)).ToDictionary();

        ResultComparison.Of(Plan, Expected with { Nodes = fewer, Machine = "another machine" }, Expected).Divergence!
            .ShouldMatch(
                @"^the experiment has another plan: it diverges at ExtractProxy, where ExtractProxy-\w+ \(members=\d+\) is new \(and 1 more\)$");
    }

    [Fact]
    public void File_of_expected_results_reads_back_as_it_was_written_undefined_numbers_included()
    {
        var written = Expected with
        {
            Metrics = new Dictionary<string, IReadOnlyList<double>> { [Metric] = [double.NaN, double.NegativeInfinity, 0.1] },
        };
        string path = Path.Combine(_folder.FullName, "x.expected.json");
        File.WriteAllBytes(path, written.ToJson());

        var read = ExpectedResults.Read(path);

        read.Nodes.ShouldBe(written.Nodes);
        read.Metrics[Metric].ShouldBe(written.Metrics[Metric]);
        (read.Experiment, read.Machine, read.Commit).ShouldBe((written.Experiment, written.Machine, written.Commit));
    }

    [Fact]
    public void File_that_holds_no_expected_results_is_refused_with_its_path()
    {
        string path = Path.Combine(_folder.FullName, "x.expected.json");
        File.WriteAllText(path, "{ no json");

        Should.Throw<Cake.Core.CakeException>(() => ExpectedResults.Read(path)).Message.ShouldStartWith(
            $"{path} can't be read as expected results: ");
    }

    [Fact]
    public void Committed_file_of_the_embedded_experiment_is_of_its_plan()
    {
        var plan = ExperimentPlan.Of(
            ConfigurationReader.ReadFile<Experiment>(Path.Combine(BuildProgram.Repository, "experiments", "embedded.yaml")));

        ExpectedResults.Read(Path.Combine(BuildProgram.Repository, "experiments", "embedded.expected.json")).Nodes.Keys.ShouldBe(
            plan.Nodes.Select(node => node.Id), ignoreOrder: true);
    }

    [Fact]
    public void Reproduce_of_an_experiment_without_expected_results_says_where_this_runs_are_and_with_them_reproduces_it()
    {
        string yaml = Path.Combine(_folder.FullName, "small.yaml");
        File.WriteAllText(yaml, """
            name: small
            dataset: { name: embedded, train-images: 400, platform-images: 300, test-images: 80 }
            collective: { sizes: [5] }
            platform: { epochs: 1 }
            proxy: { epochs: 1, minimum-steps: 0 }
            perturbation: { steps: 2 }
            bootstrap: { resamples: 100 }
            replicates: { platforms: 1 }
            studies: [collective-size]
            """);
        string expected = Path.Combine(_folder.FullName, "small.expected.json");
        string written = Path.Combine(_folder.FullName, "results", "reproduction", "small", "expected.json");

        var first = Reproduce(yaml);
        first.ExitCode.ShouldBe(1);
        first.Error.ShouldEndWith(
            $"Error: there is no {expected} to compare with. To expect what this run gave: copy {written} to {expected}\n");
        File.Copy(written, expected);

        var second = Reproduce(yaml);
        second.ExitCode.ShouldBe(0, second.Error);
        second.Output.ShouldMatch(@"Reproduced: all (\d+) nodes made the expected bytes\n");
        second.Output.ShouldContain(" cached=0 ");
    }

    private (int ExitCode, string Output, string Error) Reproduce(string yaml) => BuildProgram.Run(
        BuildProgram.Repository,
        "--target",
        "Reproduce",
        "--experiment",
        yaml,
        "--store",
        Path.Combine(_folder.FullName, "store"),
        "--results",
        Path.Combine(_folder.FullName, "results"));
}
