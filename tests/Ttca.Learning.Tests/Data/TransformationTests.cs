using System.ComponentModel.DataAnnotations;
using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Learning.Data.Transformations;

namespace Ttca.Learning.Tests.Data;

public sealed class TransformationTests
{
    // Two by two: red, green, blue.
    private static readonly byte[] Small = [0, 100, 200, 255, 10, 20, 30, 40, 1, 2, 3, 4];

    [Fact]
    public void Darken_multiplies_and_rounds() =>
        Apply("darken", 0.5, Small, 2).ShouldBe([0, 50, 100, 128, 5, 10, 15, 20, 1, 1, 2, 2]);

    [Fact]
    public void LowContrast_goes_half_way_to_the_mean_of_55_and_5_twelfths() =>
        Apply("low-contrast", 0.5, Small, 2).ShouldBe([28, 78, 128, 155, 33, 38, 43, 48, 28, 29, 29, 30]);

    [Fact]
    public void LowContrast_all_the_way_is_the_mean() => Apply("low-contrast", 1, Small, 2).ShouldAllBe(value => value == 55);

    [Fact]
    public void Tint_half_way_multiplies_green_by_201_and_blue_by_148_of_255() =>
        Apply("tint", 0.5, Small, 2).ShouldBe([0, 100, 200, 255, 8, 16, 24, 32, 1, 1, 2, 2]);

    [Fact]
    public void Blur_of_a_point_is_the_Gaussian()
    {
        var image = new byte[3 * 49];
        image[24] = 255;     // red only
        byte[] expected =    // 255 g(x) g(y), g = exp(-k^2 / 2) for k = -3..3, divided by its sum 2.50595
        [
            0, 0, 0, 0, 0, 0, 0,
            0, 1, 3, 5, 3, 1, 0,
            0, 3, 15, 25, 15, 3, 0,
            0, 5, 25, 41, 25, 5, 0,
            0, 3, 15, 25, 15, 3, 0,
            0, 1, 3, 5, 3, 1, 0,
            0, 0, 0, 0, 0, 0, 0,
        ];
        Apply("blur", 1, image, 7).ShouldBe([.. expected, .. new byte[98]]);
    }

    [Fact]
    public void Blur_repeats_the_edge_so_that_a_uniform_image_stays()
    {
        var image = Enumerable.Repeat((byte)200, 3 * 5 * 4).ToArray();
        Apply("blur", 3.3, image, 4).ShouldBe(image);
    }

    [Fact]
    public void LowResolution_shrinks_and_enlarges_with_a_triangle_filter() =>
        // To 2 pixels: (0.75 x 0 + 0.75 x 0 + 0.25 x 255) / 1.75 = 36 and 219; back: 36, 0.75 x 36 + 0.25 x 219, 0.25 x 36 + 0.75 x 219,
        // 219.
        Apply("low-resolution", 2, [0, 0, 255, 255, 10, 10, 10, 10, 7, 8, 8, 7], 4).ShouldBe(
            [36, 82, 173, 219, 10, 10, 10, 10, 8, 8, 8, 8]);

    [Fact]
    public void LowResolution_by_the_whole_width_is_the_filtered_mean() =>
        // One pixel, whose triangle of width 4 around the middle weighs 0.625, 0.875, 0.875, 0.625 of 3: 255 x 1.5 / 3.
        Apply("low-resolution", 4, [0, 0, 255, 255, 10, 10, 10, 10, 7, 8, 8, 7], 4).ShouldBe(
            [128, 128, 128, 128, 10, 10, 10, 10, 8, 8, 8, 8]);

    [Fact]
    public void GaussianNoise_has_the_standard_deviation_asked_for()
    {
        var noisy = Apply("gaussian-noise", 20, [.. Enumerable.Repeat((byte)128, 3 * 100 * 100)], 100);
        noisy.Average(value => (double)value).ShouldBe(128, 0.5);
        Math.Sqrt(noisy.Average(value => (value - 128.0) * (value - 128.0))).ShouldBe(20, 0.4);
    }

    [Fact]
    public void GaussianNoise_differs_from_image_to_image_and_not_from_run_to_run()
    {
        var images = new ImageSet([.. Enumerable.Repeat((byte)128, 2 * 48)], [0, 0], new Group[2], 4, 4);
        SubgroupParameters[] steps = [new() { Name = "gaussian-noise", Amount = 9 }];
        var once = Disparity.ApplySubgroup(images, steps, seed: 4);
        once.Image(0).ToArray().ShouldNotBe(once.Image(1).ToArray());
        Disparity.ApplySubgroup(images, steps, seed: 4).ReadAll().ShouldBe(once.ReadAll());
        Disparity.ApplySubgroup(images, steps, seed: 5).ReadAll().ShouldNotBe(once.ReadAll());
    }

    [Theory]
    [InlineData("darken", 1)]
    [InlineData("low-contrast", 0)]
    [InlineData("blur", 0)]
    [InlineData("low-resolution", 1)]
    [InlineData("gaussian-noise", 0)]
    [InlineData("tint", 0)]
    public void Amount_that_changes_nothing_changes_nothing(string name, double amount) => Apply(name, amount, Small, 2).ShouldBe(Small);

    [Theory]
    [InlineData("darken", 1.5, "darken: amount 1.5 is not within 0 and 1 (factor on each pixel value; 1 changes nothing, 0 is black).")]
    [InlineData("low-contrast", -0.1, "low-contrast: amount -0.1 is not within 0 and 1 (share of the way to the image's mean; 0 "
        + "changes nothing, 1 is uniform grey).")]
    [InlineData("blur", 9, "blur: amount 9 is not within 0 and 8 (standard deviation in pixels; 0 changes nothing).")]
    [InlineData("low-resolution", 0.5, "low-resolution: amount 0.5 is not within 1 and 16 (factor by which each side shrinks; 1 "
        + "changes nothing).")]
    [InlineData("gaussian-noise", 129, "gaussian-noise: amount 129 is not within 0 and 128 (standard deviation in steps of 1/255; 0 "
        + "changes nothing).")]
    [InlineData("tint", double.NaN, "tint: amount NaN is not within 0 and 1 (share of the way to candle light (255, 147, 41); 0 "
        + "changes nothing).")]
    [InlineData("sepia", 1, "There is no transformation 'sepia'; there are blur, darken, gaussian-noise, low-contrast, "
        + "low-resolution, tint.")]
    public void Amount_out_of_bounds_is_refused(string name, double amount, string message) =>
        Should.Throw<ArgumentException>(() => Apply(name, amount, Small, 2)).Message.ShouldBe($"{message} (Parameter 'step')");

    [Fact]
    public void Parameters_are_validated_by_the_bounds_of_their_transformation()
    {
        var parameters = new SubgroupParameters { Name = "darken", Amount = 1.5 };
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(parameters, new ValidationContext(parameters), results, validateAllProperties: true).ShouldBeFalse();
        results.ShouldHaveSingleItem().ErrorMessage.ShouldBe(
            "darken: amount 1.5 is not within 0 and 1 (factor on each pixel value; 1 changes nothing, 0 is black).");
    }

    [Theory]
    [InlineData("darken", null, null)]
    [InlineData("darken", 0.5, "race")]
    [InlineData(null, 0.5, "race")]
    [InlineData(null, null, null)]
    public void Parameters_are_of_a_transformation_or_of_a_condition(string? name, double? amount, string? attribute)
    {
        var parameters = new SubgroupParameters
        {
            Name = name,
            Amount = amount,
            Attribute = attribute,
            Values = attribute is null ? null : ["Black"],
        };
        parameters.Validate(new ValidationContext(parameters)).ShouldHaveSingleItem().ErrorMessage
            .ShouldBe("give either name and amount of a transformation, or attribute and values of a condition");
    }

    private static byte[] Apply(string name, double amount, byte[] image, int width)
    {
        var images = new ImageSet(image, [0], new Group[1], image.Length / 3 / width, width);
        return Disparity.ApplySubgroup(images, [new() { Name = name, Amount = amount }], seed: 1).ReadAll();
    }
}
