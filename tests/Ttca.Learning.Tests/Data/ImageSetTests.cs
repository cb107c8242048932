using Ttca.Learning.Data;

namespace Ttca.Learning.Tests.Data;

public sealed class ImageSetTests
{
    private static readonly ImageSet s_images = new(
        [.. Enumerable.Range(0, 4 * 6).Select(i => (byte)i)], [5, 6, 7, 8], [Group.Majority, Group.Subgroup, Group.Majority, Group.Subgroup], height: 1, width: 2,
        [new AttributeColumn("age", ["0-2", "3-9", "10-19"], [0, 1, 2, 0])]);

    [Fact]
    public void Image_is_the_part_of_the_pixels_that_belongs_to_it() => s_images.Image(2).ToArray().ShouldBe([12, 13, 14, 15, 16, 17]);

    [Fact]
    public void Image_beyond_the_last_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => s_images.Image(4).ToArray());

    [Fact]
    public void Select_takes_images_in_the_order_given()
    {
        var selected = s_images.Select([3, 0, 3]);
        selected.Labels.ShouldBe([8, 5, 8]);
        selected.Groups.ShouldBe([Group.Subgroup, Group.Majority, Group.Subgroup]);
        selected.Attributes.ShouldHaveSingleItem().Codes.ShouldBe([0, 0, 0]);
        selected.Pixels.ShouldBe([18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 18, 19, 20, 21, 22, 23]);
    }

    [Fact]
    public void Take_gives_the_first_images()
    {
        var taken = s_images.Take(2);
        taken.Labels.ShouldBe([5, 6]);
        taken.Pixels.ShouldBe(Enumerable.Range(0, 12).Select(i => (byte)i));
        taken.Attributes[0].Codes.ShouldBe([0, 1]);
    }

    [Fact]
    public void Take_more_than_there_are_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => s_images.Take(5));

    [Fact]
    public void InGroup_keeps_the_order() => s_images.InGroup(Group.Subgroup).Labels.ShouldBe([6, 8]);

    [Fact]
    public void WithPixels_keeps_labels_and_groups()
    {
        var black = s_images.WithPixels(new byte[24]);
        black.Labels.ShouldBe(s_images.Labels);
        black.Groups.ShouldBe(s_images.Groups);
        black.Attributes.ShouldBe(s_images.Attributes);
        black.Image(3).ToArray().ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void New_with_lengths_that_differ_is_refused()
    {
        Should.Throw<ArgumentException>(() => new ImageSet(new byte[24], [1, 2], new Group[3], 2, 2)).Message
            .ShouldBe("2 labels, but 3 groups. (Parameter 'groups')");
        Should.Throw<ArgumentException>(() => new ImageSet(new byte[23], [1, 2], new Group[2], 2, 2)).Message
            .ShouldBe("2 images of 3x2x2 take 24 bytes, not 23. (Parameter 'pixels')");
        Should.Throw<ArgumentException>(() => new ImageSet(new byte[24], [1, 2], new Group[2], 2, 2, [new AttributeColumn("age", ["old"], [0])])).Message
            .ShouldBe("2 labels, but 1 codes of 'age'. (Parameter 'attributes')");
    }

    [Fact]
    public void New_attribute_with_codes_or_values_that_name_nothing_is_refused()
    {
        Should.Throw<ArgumentException>(() => new AttributeColumn("age", ["young", "old"], [0, 2])).Message
            .ShouldBe("Attribute 'age': code 2 stands for none of its 2 values. (Parameter 'codes')");
        Should.Throw<ArgumentException>(() => new AttributeColumn("age", ["old", "old"], [0])).Message
            .ShouldBe("Attribute 'age': its 2 values must be at most 256, and all different. (Parameter 'values')");
    }
}
