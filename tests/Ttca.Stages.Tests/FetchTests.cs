using Ttca.Learning.Data;
using Ttca.Learning.Data.Images;
using Ttca.Stages.Studies;

namespace Ttca.Stages.Tests;

/// <summary>What the stage of a data set in a folder knows of it: names and contents of its files, and not where it lies.</summary>
public sealed class FetchTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ttca-");

    public FetchTests()
    {
        Write("train/cat/1.png");
        Write("train/dog/2.png");
        Write("test/cat/3.png");
        Write("test/dog/4.png");
        Write("attributes.csv");
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Files_are_those_that_are_read_in_the_order_of_their_names() => Of().Files.ShouldBe(
        [PathOf("attributes.csv"), PathOf("test/cat/3.png"), PathOf("test/dog/4.png"), PathOf("train/cat/1.png"), PathOf("train/dog/2.png")]);

    [Fact]
    public void Image_that_goes_to_another_class_changes_the_parameters_though_no_content_changes()
    {
        var before = Of();
        File.Move(PathOf("train/cat/1.png"), PathOf("train/dog/1.png"));

        Of().Listing.ShouldNotBe(before.Listing);
    }

    [Fact]
    public void Folder_elsewhere_with_the_same_names_is_the_same_data_set()
    {
        var before = Of();
        string moved = PathOf("elsewhere");
        Directory.CreateDirectory(moved);
        Directory.Move(PathOf("train"), Path.Combine(moved, "train"));
        Directory.Move(PathOf("test"), Path.Combine(moved, "test"));
        File.Move(PathOf("attributes.csv"), Path.Combine(moved, "attributes.csv"));

        (Of(moved) with { Folder = before.Folder, ClassNames = before.ClassNames }).ShouldBe(before);
    }

    [Fact]
    public void Run_after_files_came_is_refused()
    {
        var stage = Of();
        Write("train/dog/5.png");

        Should.Throw<DatasetException>(() => stage.Run(null!)).Message.ShouldBe(
            $"input changed during the run: files of {folder.FullName} came, went or were renamed; nothing was filed: run again once the folder is complete");
    }

    [Fact]
    public void Attributes_that_disparity_and_fairness_use_are_read_without_fault()
    {
        var experiment = new Experiment
        {
            Name = "mine",
            Dataset = new DatasetParameters { Name = "image-folder", Folder = folder.FullName, ClassNames = ["cat", "dog"], Missing = MissingValues.LeaveOut },
            Disparity = new DisparityParameters { Subgroup = [new() { Attribute = "race", Values = ["Black"] }, new() { Attribute = "class", Values = ["cat"] }, new() { Name = "darken", Amount = 0.5 }] },
            Studies = [new FairnessStudy { Attributes = ["race x gender", "age", "class"] }],
        };

        var stage = (Fetch)ExperimentPlan.Of(experiment).Nodes.Single(node => node.Stage is Fetch).Stage;
        stage.Uses.ShouldBe(["age", "gender", "race"]);
        stage.Missing.ShouldBe(MissingValues.LeaveOut);
        Of().Uses.ShouldBeNull();
    }

    [Fact]
    public void Folder_that_is_not_there_has_no_files() => Of(PathOf("none")).Files.ShouldBeEmpty();

    private Fetch Of(string? path = null) =>
        Fetch.Of(new DatasetParameters { Name = "image-folder", Folder = path ?? folder.FullName, ClassNames = ["cat", "dog"] }, []);

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private void Write(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), [1]);
    }
}
