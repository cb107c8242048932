using Ttca.Configuration;
using Ttca.Pipeline;

namespace Ttca.Stages.Tests;

public sealed class ExperimentSetTests : IDisposable
{
    private const string List = "list.yaml";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Paper_is_the_three_data_sets()
    {
        var paper = ExperimentSet.Read(Path.Combine(RepositoryFolder.Path, "experiments", "paper.yaml"), []);

        paper.Name.ShouldBe("paper");
        paper.Experiments.Select(experiment => experiment.Dataset.Name).ShouldBe(["cifar10", "cifar100", "fairface"]);
        ExperimentSetPlan.Of(paper).Folders
            .Select(one => one.Path)
            .ShouldBe(["paper", "paper/cifar10", "paper/cifar100", "paper/fairface"]);
    }

    [Fact]
    public void File_of_one_experiment_is_a_set_of_one_with_the_plan_that_it_has_alone()
    {
        string embedded = Path.Combine(RepositoryFolder.Path, "experiments", "embedded.yaml");

        var set = ExperimentSet.Read(embedded, ["replicates.platforms=2"]);
        var plan = ExperimentSetPlan.Of(set);

        set.IsList.ShouldBeFalse();
        plan.Plan.Nodes.Select(node => node.Id).ShouldBe(ExperimentPlan.Of(set.Experiments[0]).Nodes.Select(node => node.Id));
        var only = plan.Folders.ShouldHaveSingleItem();
        only.Path.ShouldBe("embedded");
        only.Files.ShouldBe(plan.Plan.Nodes.OfType<Node<RenderedFiles>>(), ignoreOrder: true);
    }

    [Fact]
    public void Experiments_of_a_list_share_what_is_equal_and_have_the_nodes_that_they_have_alone()
    {
        Write("a.yaml", "{ name: a, replicates: { platforms: 1 }, collective: { sizes: [5, 10] }, studies: [collective-size] }");
        Write("b.yaml", "{ name: b, replicates: { platforms: 1 }, collective: { sizes: [2, 10] }, studies: [collective-size] }");
        var set = Read("[a.yaml, b.yaml]");

        var plan = ExperimentSetPlan.Of(set);

        plan.Plan.NodesOf("TrainPlatform").Count.ShouldBe(1);
        plan.Plan.NodesOf("ExtractProxy").Count.ShouldBe(3);
        plan.Folders.Select(one => one.Path).ShouldBe(["list", "list/a", "list/b"]);
        plan.Folders[0].Files.Select(node => node.StageName).ShouldBe(["RenderCurves", "CompareClaims", "CollectMetrics"]);
        foreach (var (index, experiment) in set.Experiments.Index())
        {
            plan.Plan.Closure(plan.Folders[index + 1].Files).Select(node => node.Id)
                .ShouldBe(
                    ExperimentPlan.Of(experiment).Nodes.Where(node => node.Stage is not IPrecondition).Select(node => node.Id),
                    ignoreOrder: true);
        }
    }

    [Fact]
    public void List_without_the_study_collective_size_has_no_figure_of_its_own()
    {
        Write("a.yaml", "{ name: a, replicates: { platforms: 1 }, studies: [epsilon] }");

        ExperimentSetPlan.Of(Read("[a.yaml]")).Folders[0].Files
            .Select(node => node.StageName)
            .ShouldBe(["CompareClaims", "CollectMetrics"]);
    }

    [Fact]
    public void Override_changes_all_or_the_one_whose_file_it_names()
    {
        Write("a.yaml", "name: first");
        Write("b.yaml", "name: second");

        var set = Read("[a.yaml, b.yaml]", "replicates.platforms=4", "b.replicates.platforms=7", "a.platform.epochs=2");

        set.Experiments.Select(experiment => experiment.Replicates.Platforms).ShouldBe([4, 7]);
        set.Experiments.Select(experiment => experiment.Platform.Epochs).ShouldBe([2, 8]);
    }

    [Theory]
    [InlineData("[a.yaml, none.yaml]", "2:14  experiments: 'none.yaml' is no file that there is: {0}none.yaml")]
    [InlineData("[a.yaml, ./a.yaml]", "2:14  experiments: './a.yaml' is named twice")]
    [InlineData("[a.yaml, list.yaml]", "2:14  experiments: 'list.yaml' names experiments itself: name these here instead")]
    [InlineData("[a.yaml, same.yaml]", "2:14  experiments: 'same.yaml' holds an experiment named 'a', whose folder of results "
        + "another one has")]
    [InlineData("[figures.yaml]", "2:14  experiments: 'figures.yaml' holds an experiment named 'figures', whose folder of results "
        + "another one has")]
    [InlineData("[~/a.yaml]", "2:14  experiments: '~/a.yaml' '~/a.yaml' begins with ~, which only a shell puts the home folder for: "
        + "write that out (or ./~/a.yaml for a name like this)")]
    [InlineData("[]", "2:14  experiments: has 0 items; allowed are 1 to 16")]
    [InlineData("a.yaml", "2:14  experiments: 'a.yaml' is a single value; expected a list, such as [a, b]")]
    public void List_that_cannot_be_run_is_refused_with_its_place(string experiments, string problem)
    {
        Write("a.yaml", "name: a");
        Write("same.yaml", "name: a");
        Write("figures.yaml", "name: figures");

        Should.Throw<ConfigurationException>(() => Read(experiments)).Message
            .ShouldBe(
                $"{PathOf(List)} has 1 error:\n  "
                    + $"{problem.Replace("{0}", _folder.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal)}\nNothing was run.");
    }

    [Fact]
    public void Override_of_an_experiment_itself_is_refused()
    {
        Write("a.yaml", "name: a");

        Should.Throw<ConfigurationException>(() => Read("[a.yaml]", "a=nonsense")).Message.ShouldBe(
            $"{PathOf(List)} has 1 error:\n  2:14  experiments: --set a=nonsense names an experiment, but none of its parameters: "
                + $"write a.PATH=VALUE, such as a.replicates.platforms=3\nNothing was run.");
    }

    [Fact]
    public void Override_may_name_a_file_whose_name_has_dots()
    {
        Write("a.yaml", "name: first");
        Write("a.b.yaml", "name: second");

        Read("[a.yaml, a.b.yaml]", "a.b.replicates.platforms=7", "a.replicates.platforms=4").Experiments
            .Select(experiment => experiment.Replicates.Platforms)
            .ShouldBe([4, 7]);
    }

    [Fact]
    public void Mistake_in_an_experiment_of_a_list_is_told_with_its_own_file_and_place()
    {
        Write("a.yaml", "name: a\nreplicates: { platforms: 0 }");

        Should.Throw<ConfigurationException>(() => Read("[a.yaml]")).Message
            .ShouldBe($"{PathOf("a.yaml")} has 1 error:\n  2:26  replicates.platforms: 0 is below 1\nNothing was run.");
    }

    private ExperimentSet Read(string experiments, params string[] settings)
    {
        Write(List, $"name: list\nexperiments: {experiments}");
        return ExperimentSet.Read(PathOf(List), settings, "Nothing was run.");
    }

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
