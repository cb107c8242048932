using System.ComponentModel.DataAnnotations;
using Ttca.Learning.Data;
using Ttca.Learning.Networks;

namespace Ttca.Collective.Tests;

public sealed class DefenceTests
{
    [Fact]
    public void BitDepth_keeps_the_nearest_of_evenly_spaced_levels()
    {
        Seen("bit-depth", 1, [0, 127, 128, 255, 1, 254], 2).ShouldBe([0, 0, 255, 255, 0, 255]);
        Seen("bit-depth", 2, [42, 43, 127, 128, 212, 213], 2).ShouldBe([0, 85, 85, 170, 170, 255]);   // levels 0, 85, 170, 255
        Seen("bit-depth", 3, [18, 19, 54, 55, 255, 0], 2).ShouldBe([0, 36, 36, 73, 255, 0]);          // 255/7 = 36.43, 72.86
    }

    [Fact]
    public void BitDepth_leaves_2_to_the_bits_levels()
    {
        byte[] ramp =
        [
            .. Enumerable.Range(0, 256).Concat(Enumerable.Range(0, 256)).Concat(Enumerable.Range(0, 256)).Select(value => (byte)value),
        ];
        foreach (var bits in Enumerable.Range(1, 7))
        {
            Seen("bit-depth", bits, ramp, 16).Distinct().Count().ShouldBe(1 << bits);
        }
    }

    [Fact]
    public void Smoothing_is_the_transformation_blur()
    {
        var images = Images.Noise(count: 1, classes: 1, height: 8, width: 8, seed: 1);
        var blurred = Disparity.ApplySubgroup(images, [new() { Name = "blur", Amount = 0.7 }], seed: 1);

        Seen("smoothing", 0.7, images.ReadAll(), 8).ShouldBe(blurred.ReadAll());
    }

    /// <summary>
    /// Blocks of 8x8 of one grey have nothing but a mean, which JPEG quantises in steps of table K.1's 16 (times 2 at quality 25) over 8: a
    /// value v comes back as 128 + 4 round((v - 128) / 4) at quality 25, and as it was at quality 100.
    /// </summary>
    [Theory]
    [InlineData(100, 90, 90)]
    [InlineData(100, 131, 131)]
    [InlineData(25, 90, 88)]
    [InlineData(25, 131, 132)]
    [InlineData(25, 200, 200)]
    public void Jpeg_of_uniform_grey_quantises_its_mean(double quality, byte grey, byte expected) =>
        Seen("jpeg", quality, [.. Enumerable.Repeat(grey, 3 * 16 * 16)], 16).ShouldAllBe(value => value == expected);

    [Fact]
    public void Jpeg_keeps_planes_rows_and_columns_where_they_are()
    {
        var image = new byte[3 * 16 * 32];                                     // 16 rows, 32 columns
        image.AsSpan(0, 16 * 32).Fill(200);                                    // red
        for (var row = 0; row < 16; row++)
        {
            image.AsSpan((2 * 16 * 32) + (row * 32) + 16, 16).Fill(200);       // blue in the right half: magenta
        }

        var seen = Seen("jpeg", 100, image, 32);

        // the edge's colour is at half resolution
        seen.Zip(image).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeLessThanOrEqualTo(60);
        ((int)seen[5]).ShouldBeInRange(196, 204);
        ((int)seen[(2 * 16 * 32) + 5]).ShouldBeLessThan(6);
        ((int)seen[(2 * 16 * 32) + 25]).ShouldBeInRange(196, 204);
    }

    [Fact]
    public void Jpeg_of_lower_quality_is_further_from_the_image()
    {
        var image = Images.Noise(count: 1, classes: 1, height: 32, width: 32, seed: 1).ReadAll();
        double Error(double quality) =>
            Seen("jpeg", quality, image, 32).Zip(image).Average(pair => Math.Abs((double)pair.First - pair.Second));

        double[] errors = [.. new double[] { 95, 50, 10 }.Select(Error)];

        errors.ShouldBeInOrder();
        errors.ShouldBeUnique();
    }

    [Fact]
    public void Jpeg_from_several_threads_gives_the_same_as_from_one()
    {
        var images = Images.Noise(count: 64, classes: 1, height: 32, width: 32, seed: 1);
        byte[][] alone = [.. Enumerable.Range(0, 64).Select(i => Seen("jpeg", 50, images.Image(i).ToArray(), 32))];

        var together = new byte[64][];
        Parallel.For(
            0, 64, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => together[i] = Seen("jpeg", 50, images.Image(i).ToArray(), 32));

        together.ShouldBe(alone);
    }

    [Fact]
    public void Defences_before_a_model_act_in_order()
    {
        byte[] image = [0, 100, 200, 255, 10, 20, 30, 40, 1, 2, 3, 4];
        byte[] Both(params DefenceParameters[] defences) => new DefenceChain(defences).Images(image, image.Length, 2).ToArray();
        DefenceParameters smoothing = new() { Name = "smoothing", Amount = 1 };
        DefenceParameters bits = new() { Name = "bit-depth", Amount = 1 };

        Both(smoothing, bits).ShouldBe(Seen("bit-depth", 1, Seen("smoothing", 1, image, 2), 2));
        Both(bits, smoothing).ShouldBe(Seen("smoothing", 1, Seen("bit-depth", 1, image, 2), 2));
        Both(bits, smoothing).ShouldNotBe(Both(smoothing, bits));
    }

    [Theory]
    [InlineData(0, new[] { 1f, 0f, 0f })]
    [InlineData(1, new[] { 0.6f, 0.3f, 0.1f })]     // 0.25 and 0.15 would be 0.3 and 0.2; 0.1499999 isn't
    [InlineData(3, new[] { 0.605f, 0.25f, 0.145f })]
    public void ScoreRounding_keeps_digits(double digits, float[] expected) =>
        new DefenceChain([new() { Name = "score-rounding", Amount = digits }]).Scores([0.605f, 0.25f, 0.145f]).ShouldBe(expected);

    [Fact]
    public void Ask_behind_defences_answers_what_the_network_says_of_the_changed_images_with_its_own_labels()
    {
        using var network = Architectures.Create("mlp", classes: 4, height: 8, width: 8, seed: 1);
        using var platform = new PlatformModel(
            network, [new() { Name = "bit-depth", Amount = 1 }, new() { Name = "score-rounding", Amount = 0 }]);
        var images = Images.Noise(count: 40, classes: 4, height: 8, width: 8, seed: 1);
        var probabilities = network.Probabilities([.. images.ReadAll().Select(value => (byte)(value < 128 ? 0 : 255))], 40);

        var answers = platform.Open(AnswerKind.Probabilities, 40).Ask(images.ReadAll(), 40);

        answers.Scores.ShouldBe([.. probabilities.Select(p => p >= 0.5f ? 1f : 0)]);
        answers.Labels.ShouldBe(Answers.MostProbable(probabilities, 4));
        answers.Labels.ShouldNotBe(Answers.MostProbable(answers.Scores, 4));
        answers.ToDistributions().Chunk(4).ShouldAllBe(row => Math.Abs(row.Sum() - 1) < 1e-6);
    }

    [Fact]
    public void DefendedBy_is_a_copy_behind_these_defences_alone_and_reveals_the_bare_network()
    {
        using var bare = new PlatformModel(
            Architectures.Create("mlp", classes: 4, height: 8, width: 8, seed: 1), [new() { Name = "jpeg", Amount = 5 }]);
        var images = Images.Noise(count: 5, classes: 4, height: 8, width: 8, seed: 1);
        DefenceParameters[] defences = [new() { Name = "smoothing", Amount = 2 }];

        using var defended = bare.DefendedBy(defences);

        defended.Defences.ShouldBe(defences);
        bare.Defences.ShouldBe([new() { Name = "jpeg", Amount = 5 }]);
        defended.RevealForWhiteBoxControl()
            .Probabilities(images.ReadAll(), 5)
            .ShouldBe(bare.RevealForWhiteBoxControl().Probabilities(images.ReadAll(), 5));
        defended.Open(AnswerKind.Probabilities, 5).Ask(images.ReadAll(), 5).Scores
            .ShouldNotBe(bare.RevealForWhiteBoxControl().Probabilities(images.ReadAll(), 5));
    }

    [Theory]
    [InlineData("jpeg", 0, "jpeg: amount 0 is not a whole number from 1 to 100 (quality; 100 keeps most).")]
    [InlineData("jpeg", 50.5, "jpeg: amount 50.5 is not a whole number from 1 to 100 (quality; 100 keeps most).")]
    [InlineData("bit-depth", 8, "bit-depth: amount 8 is not a whole number from 1 to 7 (bits per channel).")]
    [InlineData("smoothing", 0, "smoothing: amount 0 is not above 0 and at most 8 (standard deviation in pixels).")]
    [InlineData("smoothing", 8.1, "smoothing: amount 8.1 is not above 0 and at most 8 (standard deviation in pixels).")]
    [InlineData("score-rounding", 7, "score-rounding: amount 7 is not a whole number from 0 to 6 (digits behind the point).")]
    public void Amount_out_of_bounds_is_refused(string name, double amount, string message)
    {
        DefenceParameters parameters = new() { Name = name, Amount = amount };
        var results = new List<ValidationResult>();

        Validator.TryValidateObject(parameters, new ValidationContext(parameters), results, validateAllProperties: true).ShouldBeFalse();
        results.ShouldHaveSingleItem().ErrorMessage.ShouldBe(message);
        Should.Throw<ArgumentException>(() => new DefenceChain([parameters])).Message.ShouldBe($"{message} (Parameter 'line')");
    }

    [Fact]
    public void Unknown_defence_is_refused_with_those_that_there_are() =>
        Should.Throw<ArgumentException>(() => new DefenceChain([new() { Name = "prayer", Amount = 1 }])).Message
            .ShouldBe("There is no defence 'prayer'; there are bit-depth, jpeg, score-rounding, smoothing. (Parameter 'line')");

    private static byte[] Seen(string name, double amount, byte[] image, int width) =>
        new DefenceChain([new() { Name = name, Amount = amount }]).Images(image, image.Length, width).ToArray();
}
