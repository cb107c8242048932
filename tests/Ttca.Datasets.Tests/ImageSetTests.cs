using Ttca.Datasets;

namespace Ttca.Datasets.Tests;

public sealed class ImageSetTests
{
    private static readonly ImageSet Images = new(
        [
            .. Enumerable.Range(0, 4 * 6).Select(i => (byte)i),
        ], [5, 6, 7, 8], [Group.Majority, Group.Subgroup, Group.Majority, Group.Subgroup], height: 1, width: 2,
        [new AttributeColumn("age", ["0-2", "3-9", "10-19"], [0, 1, 2, 0])]);

    [Fact]
    public void Image_is_the_part_of_the_pixels_that_belongs_to_it() => Images.Image(2).ToArray().ShouldBe([12, 13, 14, 15, 16, 17]);

    [Fact]
    public void Image_beyond_the_last_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Images.Image(4).ToArray());

    [Fact]
    public void Select_takes_images_in_the_order_given()
    {
        var selected = Images.Select([3, 0, 3]);
        selected.Labels.ShouldBe([8, 5, 8]);
        selected.Groups.ShouldBe([Group.Subgroup, Group.Majority, Group.Subgroup]);
        selected.Attributes.ShouldHaveSingleItem().Codes.ShouldBe([0, 0, 0]);
        selected.ReadAll().ShouldBe([18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 18, 19, 20, 21, 22, 23]);
    }

    [Fact]
    public void Take_gives_the_first_images()
    {
        var taken = Images.Take(2);
        taken.Labels.ShouldBe([5, 6]);
        taken.ReadAll().ShouldBe(Enumerable.Range(0, 12).Select(i => (byte)i));
        taken.Attributes[0].Codes.ShouldBe([0, 1]);
    }

    [Fact]
    public void Take_more_than_there_are_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Images.Take(5));

    [Fact]
    public void InGroup_keeps_the_order() => Images.InGroup(Group.Subgroup).Labels.ShouldBe([6, 8]);

    [Fact]
    public void With_other_pixels_keeps_all_else()
    {
        var black = Images.With((_, pixels) => pixels.Clear());
        black.Labels.ShouldBe(Images.Labels);
        black.Groups.ShouldBe(Images.Groups);
        black.Attributes.ShouldBe(Images.Attributes);
        black.Image(3).ToArray().ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Append_keeps_the_sources_of_both() =>
        Images.Select([1]).Append(Images.Select([3, 0])).Sources.ShouldBe(["1", "3", "0"]);

    // FairFace has 86,744 images to train on: 4.3 GB at this size.
    [Fact]
    public void Images_of_more_than_an_array_can_hold_are_chosen_without_reading_any()
    {
        var read = 0;
        var images = new ImageSet(
            (image, pixels) =>
            {
                Interlocked.Increment(ref read);
                pixels.Fill((byte)image);
            },
            new int[86_744], new Group[86_744], height: 128, width: 128);

        var chosen = images.Select([86_743, 3]).Append(images.Take(1)).With(new int[3], new Group[3]);
        read.ShouldBe(0);
        chosen.ReadAll().Chunk(3 * 128 * 128).Select(image => image[0]).ShouldBe([86_743 % 256, 3, 0]);
        read.ShouldBe(3);
        Should.Throw<DatasetException>(images.ReadAll).Message.ShouldBe(
            "86744 images of 3x128x128 are needed at once, and don't fit into one array of 2147483591 bytes: "
            + "lower dataset.size, collective.sizes or collective.queries-per-member.");
    }

    [Fact]
    public void Parts_are_all_images_in_their_order() =>
        Images.Parts(3).Select(part => string.Join(" ", part.Labels)).ShouldBe(["5 6 7", "8"]);

    [Fact]
    public void Read_that_fails_says_why_also_where_many_are_read_at_once() =>
        Should.Throw<InvalidDataException>(
            () => Images.With((_, _) => throw new InvalidDataException("cut short")).ReadAll()).Message.ShouldBe(
            "cut short");

    [Fact]
    public void New_with_lengths_that_differ_is_refused()
    {
        Should.Throw<ArgumentException>(() => new ImageSet(new byte[24], [1, 2], new Group[3], 2, 2)).Message
            .ShouldBe("2 labels, but 3 groups. (Parameter 'groups')");
        Should.Throw<ArgumentException>(() => new ImageSet(new byte[23], [1, 2], new Group[2], 2, 2)).Message
            .ShouldBe("2 images of 3x2x2 take 24 bytes, not 23. (Parameter 'pixels')");
        Should.Throw<ArgumentException>(
            () => new ImageSet(new byte[24], [1, 2], new Group[2], 2, 2, [new AttributeColumn("age", ["old"], [0])])).Message
            .ShouldBe("2 labels, but 1 codes of 'age'. (Parameter 'attributes')");
        Should.Throw<ArgumentException>(() => new ImageSet(new byte[24], [1, 2], new Group[2], 2, 2, sources: ["a.png"])).Message
            .ShouldBe("2 labels, but 1 sources. (Parameter 'sources')");
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
