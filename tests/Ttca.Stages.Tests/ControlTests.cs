using Ttca.Collective;
using Ttca.Configuration;
using Ttca.Datasets;
using Ttca.Learning;
using Ttca.Learning.Data;
using Ttca.Learning.Data.PhotoTools;
using Ttca.Pipeline;

namespace Ttca.Stages.Tests;

/// <summary>What controls are made of, and what tables say of them.</summary>
public sealed class ControlTests
{
    [Fact]
    public void Best_preprocessing_is_the_one_with_most_right_answers_and_the_first_of_equals_so_that_nothing_is_done_in_vain()
    {
        Choice(("unchanged", 5), ("auto-contrast", 9), ("sharpen", 9)).Best.Tool.ShouldBe("auto-contrast");
        Choice(("unchanged", 9), ("auto-contrast", 9), ("sharpen", 2)).Best.Tool.ShouldBe("unchanged");
    }

    [Fact]
    public void Table_of_preprocessing_has_each_tool_with_what_it_gave_and_how_often_it_was_chosen()
    {
        string markdown = new RenderPreprocessingTable("made-up") { Choices = [] }
            .TableOf(
                [
                    Choice(("unchanged", 5), ("sharpen", 8)),
                    Choice(("unchanged", 6), ("sharpen", 7)),
                    Choice(("unchanged", 7), ("sharpen", 6)),
                ]).Render().Single(file => file.Extension == "md").Text;

        markdown.ShouldContain("| unchanged |                         0.600 |             1 |");
        markdown.ShouldContain("| sharpen   |                         0.700 |             2 |");
        markdown.ShouldContain("10 images of the subgroup × 3 seeds");
    }

    [Fact]
    public void Epsilon_is_given_in_units_of_the_subgroup_s_pixel_deviation() =>
        RenderStudyTable.EpsilonsIn(
            new PixelDeviations(Majority: 50, Subgroup: 12.5), [new PixelFraction(2), new PixelFraction(5)]).ShouldBe(
            "Epsilon 2/255 is 0.16 of the subgroup's pixel deviation, as 8/255 of the majority's; 5/255: 0.40.");

    [Fact]
    public void Pixel_deviation_is_over_all_values_of_all_images()
    {
        // 0, 10, 20 and 0, 10, 20: mean 10, variance 200 / 3.
        var images = new ImageSet([0, 10, 20, 20, 0, 10], new int[2], new Group[2], 1, 1);

        MeasurePixels.DeviationOf(images).ShouldBe(Math.Sqrt(200 / 3.0), 1e-12);
        MeasurePixels.DeviationOf(images.Take(0)).ShouldBe(double.NaN);
    }

    [Fact]
    public void Preprocessing_is_chosen_on_validation_images_alone_and_reaches_the_test_images_of_its_condition_alone()
    {
        var nodes = ExperimentPlan.Of(
            ConfigurationReader.ReadFile<Experiment>(Path.Combine(RepositoryFolder.Path, "experiments", "embedded.yaml"))).Nodes;

        var choices = nodes.Where(node => node.StageName == nameof(ChoosePreprocessing)).ToList();
        choices.ShouldNotBeEmpty();
        choices.ShouldAllBe(
            choice => choice.Inputs.SelectMany(input => input.Nodes)
                .Select(node => node.StageName)
                .Order()
                .SequenceEqual(new[] { "TrainPlatform", "ValidationSplit" }));
        nodes.Where(node => node.StageName == nameof(ValidationSplit))
            .SelectMany(split => split.Inputs.SelectMany(input => input.Nodes))
            .ShouldAllBe(node => node.StageName == "Fetch");
        var preprocessed = nodes
            .Where(node => node.Inputs.Any(input => input.Nodes.Any(one => one.StageName == nameof(Preprocess))))
            .ToList();
        preprocessed.Count.ShouldBe(choices.Count);
        preprocessed.ShouldAllBe(node => ((Evaluate)node.Stage).Condition == Conditions.Preprocess);
    }

    [Fact]
    public void Every_tool_is_told_apart_by_its_name() => PhotoTool.All.Select(tool => tool.Name).ShouldBeUnique();

    private static PreprocessingChoice Choice(
        params (string Tool, int Correct)[] trials) =>
            new([.. trials.Select(trial => new PreprocessingTrial(trial.Tool, trial.Correct, 10))], 0);
}
