using Ttca.Datasets;

namespace Ttca.Stages.Tests;

/// <summary>Which groups there are among the test images.</summary>
public sealed class CountGroupsTests
{
    [Fact]
    public void Values_that_no_test_image_has_are_no_groups_and_are_named()
    {
        var grouping = Grouping.Of(2, Images([2, 0, 2]), "race");

        grouping.Names.ShouldBe(["a", "c"]);
        grouping.Groups.ShouldBe(new byte[] { 1, 0, 1 });
        (grouping.Empty, grouping.EmptyCount).ShouldSatisfyAllConditions(
            empty => empty.Empty.ShouldBe(["b"]), empty => empty.EmptyCount.ShouldBe(1));
    }

    [Fact]
    public void Combinations_are_counted_without_making_them_all()
    {
        // 3 values x 1,000 classes, twice over would be 9 million names: of those without images the first ones are named.
        var grouping = Grouping.Of(1_000, Images([2, 0, 2]), "race x class");

        grouping.Names.ShouldBe(["a x class 0", "c x class 0"]);
        grouping.EmptyCount.ShouldBe(2_998);
        grouping.Empty.ShouldBe(
            ["a x class 1", "a x class 2", "a x class 3", "a x class 4", "a x class 5", "a x class 6", "a x class 7", "a x class 8"]);
    }

    [Fact]
    public void Attribute_that_the_images_lack_is_named_with_those_they_have() =>
        Should.Throw<DatasetException>(() => Grouping.Of(2, Images([0, 1]), "age")).Message.ShouldBe(
            "studies.fairness.attributes: the images have no attribute 'age', but class, race.");

    private static ImageSet Images(byte[] races) =>
        new(
            new byte[3 * races.Length],
            new int[races.Length],
            new Group[races.Length],
            height: 1,
            width: 1,
            [new AttributeColumn("race", ["a", "b", "c"], races)]);
}
