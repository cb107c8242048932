using Ttca.Configuration;
using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Pipeline;

namespace Ttca.Stages.Tests;

/// <summary>What is chosen is chosen on seeds and images that nothing reported has.</summary>
public sealed class TuningTests
{
    private static readonly string[] Active = ["tuning.active=true", "dataset.train-images=8000"];

    [Theory]
    [MemberData(nameof(ExperimentTests.Files), MemberType = typeof(ExperimentTests))]
    public void No_reported_seed_of_an_experiment_is_a_tuning_seed(string file)
    {
        var experiment = Read(file);

        experiment.Seeds.Intersect(experiment.Tuning.Seeds).ShouldBeEmpty();
        ExperimentPlan.Of(experiment).Nodes
            .Select(node => node.Stage)
            .OfType<ISeeded>()
            .Select(stage => stage.Seed)
            .Distinct()
            .ShouldBe(experiment.Seeds, ignoreOrder: true);
    }

    [Fact]
    public void Seed_that_is_reported_can_not_be_chosen_on() =>
        Should.Throw<ConfigurationException>(() => Read("embedded.yaml", "tuning.seeds=[101, 5]")).Message
            .ShouldContain(
                "tuning: seed 5 is one of the 5 that are reported (replicates.platforms): what is chosen on a seed can't be shown by it");

    [Fact]
    public void Run_for_choosing_sees_neither_reported_seeds_nor_test_images()
    {
        var plan = ExperimentPlan.Of(Read("embedded.yaml", Active)).Nodes;

        plan.Select(node => node.Stage).OfType<ISeeded>().Select(stage => stage.Seed).Distinct().ShouldBe([101, 102], ignoreOrder: true);
        var fetch = plan.Single(node => node.Stage is Fetch);
        plan.Where(node => node.Inputs.Any(input => input.Nodes.Contains(fetch))).ShouldHaveSingleItem().Stage.ShouldBe(
            new HoldOut(600) { Dataset = (Node<Dataset>)fetch });
    }

    [Fact]
    public void Run_for_choosing_has_results_of_its_own()
    {
        Read("embedded.yaml", Active).ResultsName.ShouldBe("embedded-tuning");
        Read("embedded.yaml").ResultsName.ShouldBe("embedded");
    }

    [Fact]
    public void Run_for_choosing_needs_its_images_beside_the_others() =>
        Should.Throw<ConfigurationException>(() => Read("embedded.yaml", "tuning.active=true")).Message
            .ShouldContain("are more than the 6700 of dataset.train-images without tuning.images");

    [Fact]
    public void Held_out_images_are_trained_on_no_more_nor_what_repeats_them()
    {
        var images = new ImageSet(
            [.. Enumerable.Range(0, 40).SelectMany(i => Enumerable.Repeat((byte)(i / 2), 3))], new int[40], new Group[40], 1, 1);
        // each image twice
        var dataset = new Dataset(["a"], images, images.Take(3)) { Contents = [.. Enumerable.Range(0, 40).Select(i => i / 2)] };

        var held = new HoldOut(8) { Dataset = null! }.Divide(dataset, seed: 1);

        held.Test.Count.ShouldBe(8);
        int[] tested = [.. held.Test.ReadAll().Where((_, i) => i % 3 == 0).Select(value => (int)value).Distinct()];
        held.Contents.Intersect(tested).ShouldBeEmpty();
        held.Train.ReadAll().Where((_, i) => i % 3 == 0).Select(value => (int)value).ShouldBe(held.Contents);
        held.Train.Count.ShouldBe(40 - 2 * tested.Length);
        tested.ShouldNotBe(Enumerable.Range(0, 4));     // of a folder, the first images are of one class
    }

    [Fact]
    public void Data_set_without_so_many_images_is_refused() =>
        Should.Throw<DatasetException>(
            () => new HoldOut(40) { Dataset = null! }.Divide(new Dataset(["a"], Images(40), Images(1)), 1)).Message
            .ShouldBe("The data set has 40 training images, and tuning is to hold out 40 of them: lower tuning.images.");

    [Fact]
    public void Losers_stand_beside_what_was_chosen()
    {
        var tried = ExperimentPlan.Of(Read("embedded.yaml")).Nodes.Select(node => node.Stage).OfType<RenderTuningTable>().Single();

        tried.Tried.Count(trial => trial.IsChosen).ShouldBe(1);
        tried.Tried.Count.ShouldBeGreaterThan(2);
    }

    private static ImageSet Images(int count) => new ImageSet(new byte[count * 3], new int[count], new Group[count], 1, 1);

    private static Experiment Read(string file, params string[] settings) =>
        ConfigurationReader.ReadFile<Experiment>(Path.Combine(RepositoryFolder.Path, "experiments", file), settings);
}
