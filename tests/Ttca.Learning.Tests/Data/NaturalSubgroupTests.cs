using Ttca.Datasets;
using Ttca.Learning.Data;

namespace Ttca.Learning.Tests.Data;

public sealed class NaturalSubgroupTests
{
    private static readonly string[] Classes = ["cat", "dog"];

    // Six images of 1x1: classes, races and genders in turn.
    private static readonly ImageSet Images = new(
        new byte[18], [0, 1, 0, 1, 0, 1], new Group[6], 1, 1,
        [new("race", ["White", "Black", "Indian"], [0, 1, 2, 0, 1, 2]), new("gender", ["Male", "Female"], [0, 0, 0, 1, 1, 1])]);

    [Fact]
    public void Mark_takes_the_images_with_one_of_the_values() =>
        Members(Condition("race", "Black", "Indian")).ShouldBe([1, 2, 4, 5]);

    [Fact]
    public void Mark_takes_the_images_that_meet_every_condition() =>
        Members(Condition("race", "Black", "Indian"), Condition("gender", "Female")).ShouldBe([4, 5]);

    [Fact]
    public void Mark_takes_classes_by_their_names() => Members(Condition("class", "dog"), Condition("gender", "Male")).ShouldBe([1]);

    [Fact]
    public void Mark_leaves_pixels_labels_and_attributes()
    {
        var marked = NaturalSubgroup.Mark(Images, Classes, [Condition("class", "dog")]);
        (marked.Labels, marked.Attributes).ShouldBe((Images.Labels, Images.Attributes));
        marked.ReadAll().ShouldBe(Images.ReadAll());
        Images.Groups.ShouldAllBe(group => group == Group.Majority);
    }

    [Fact]
    public void Mark_without_conditions_leaves_the_images_as_they_are() =>
        NaturalSubgroup.Mark(Images, Classes, [new() { Name = "darken", Amount = 0.5 }]).ShouldBeSameAs(Images);

    [Fact]
    public void Mark_unknown_attribute_is_refused_with_those_there_are() => Refusal(Condition("rase", "Black")).ShouldBe(
        "disparity.subgroup: the images have no attribute 'rase', but class, race, gender.");

    [Theory]
    [InlineData("race", "black", "disparity.subgroup: 'black' is no value of race, which has 'White', 'Black', 'Indian'.")]
    [InlineData("class", "cow", "disparity.subgroup: 'cow' is no value of class, which has 'cat', 'dog'.")]
    public void Mark_unknown_value_is_refused_with_those_there_are(string attribute, string value, string message) =>
        Refusal(Condition(attribute, value)).ShouldBe(message);

    [Fact]
    public void Mark_that_leaves_a_group_empty_is_refused()
    {
        Refusal(Condition("race", "White"), Condition("gender", "Male"), Condition("class", "dog")).ShouldBe(
            "None of 6 images has race White and gender Male and class dog: change disparity.subgroup, or take more images.");
        Refusal(Condition("gender", "Male", "Female")).ShouldBe(
            "Each of 6 images has gender Male or Female: change disparity.subgroup, or take more images.");
    }

    private static int[] Members(params SubgroupParameters[] subgroup)
    {
        var marked = NaturalSubgroup.Mark(Images, Classes, subgroup);
        return [.. Enumerable.Range(0, marked.Count).Where(i => marked.Groups[i] == Group.Subgroup)];
    }

    private static string Refusal(params SubgroupParameters[] subgroup) =>
        Should.Throw<DatasetException>(() => NaturalSubgroup.Mark(Images, Classes, subgroup)).Message;

    private static SubgroupParameters Condition(string attribute, params string[] values) =>
        new() { Attribute = attribute, Values = values };
}
