using Ttca.Datasets;
using Ttca.Datasets.Images;
using Ttca.Learning.Data;
using Ttca.Pipeline;
using Ttca.Stages.Studies;

namespace Ttca.Stages.Tests;

/// <summary>What the stage of a data set in a folder knows of it: names and contents of its files, and not where it lies.</summary>
public sealed class FetchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");

    public FetchTests()
    {
        Write("train/cat/1.png");
        Write("train/dog/2.png");
        Write("test/cat/3.png");
        Write("test/dog/4.png");
        Write("attributes.csv");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Files_are_those_that_are_read() => Of().Files!.List().ShouldBe(
        ["attributes.csv", "test/cat/3.png", "test/dog/4.png", "train/cat/1.png", "train/dog/2.png"]);

    [Fact]
    public void Folder_is_a_place_and_no_property_of_the_data()
    {
        var plan = new PlanBuilder(ExperimentPlan.Catalog);

        plan.Add(Of()).Parameters.GetRawText().ShouldBe(plan.Add(Of(PathOf("elsewhere"))).Parameters.GetRawText());
    }

    [Fact]
    public void Attributes_that_disparity_and_fairness_use_are_read_without_fault()
    {
        var experiment = new Experiment
        {
            Name = "mine",
            Dataset = new ImageFolderParameters
            {
                Folder = _folder.FullName,
                ClassNames = ["cat", "dog"],
                Missing = MissingValues.LeaveOut,
            },
            Disparity = new DisparityParameters
            {
                Subgroup =
                [
                    new() { Attribute = "race", Values = ["Black"] },
                    new() { Attribute = "class", Values = ["cat"] },
                    new() { Name = "darken", Amount = 0.5 },
                ],
            },
            Studies = [new FairnessStudy { Attributes = ["race x gender", "age", "class"] }],
        };

        var stage = (Fetch)ExperimentPlan.Of(experiment).Nodes.Single(node => node.Stage is Fetch).Stage;
        stage.Uses.ShouldBe(["age", "gender", "race"]);
        ((ImageFolderParameters)stage.Dataset).Missing.ShouldBe(MissingValues.LeaveOut);
        Of().Uses.ShouldBeEmpty();
    }

    [Fact]
    public void Folder_that_is_not_there_is_an_error_of_the_node_with_its_name() =>
        Should.Throw<DatasetException>(() => Of(PathOf("none")).Files!.List()).Message.ShouldStartWith(
            $"{PathOf("none")}: can't be read: ");

    private Fetch Of(string? path = null) =>
        Fetch.Of(new ImageFolderParameters { Folder = path ?? _folder.FullName, ClassNames = ["cat", "dog"] }, []);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), [1]);
    }
}
