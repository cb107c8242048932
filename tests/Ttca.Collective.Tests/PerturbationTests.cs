using CsCheck;
using Ttca.Datasets;
using Ttca.Learning;
using Ttca.Learning.Data;

namespace Ttca.Collective.Tests;

public sealed class PerturbationTests
{
    private static readonly Gen<(byte[] Pixels, sbyte[] Deltas, int[] Classes)> Submissions =
        from images in Gen.Int[1, 5]
        from pixels in Gen.Byte.Array[images * 12]
        from deltas in Gen.SByte[-64, 64].Array[3 * 12]
        from classes in Gen.Int[0, 2].Array[images]
        select (pixels, deltas, classes);

    [Fact]
    public void Weakened_has_a_share_of_every_entry_to_the_nearest_step_and_its_own_bound()
    {
        var weak = new Perturbation([8, -8, 5, -5, 1, 0], 2, 1, 1, new(8)).Weakened(0.25);

        weak.Deltas.ShouldBe([(sbyte)2, -2, 1, -1, 0, 0]);
        weak.Epsilon.ShouldBe(new PixelFraction(2));
    }

    [Fact]
    public void Apply_by_hand()
    {
        var perturbation = new Perturbation([.. Enumerable.Repeat((sbyte)-8, 3), .. Enumerable.Repeat((sbyte)8, 3)], 2, 1, 1, new(8));

        Apply(perturbation, [0, 7, 255, 0, 250, 255], [0, 1]).ShouldBe([0, 0, 247, 8, 255, 255]);
    }

    [Fact]
    public void Apply_adds_the_class_s_delta_and_clips() => Submissions.Sample(submission =>
    {
        var perturbed = Apply(new Perturbation(submission.Deltas, 3, 2, 2, new(64)), submission.Pixels, submission.Classes);

        for (var j = 0; j < perturbed.Length; j++)
        {
            var sum = submission.Pixels[j] + submission.Deltas[(submission.Classes[j / 12] * 12) + (j % 12)];
            ((int)perturbed[j]).ShouldBe(sum < 0 ? 0 : sum > 255 ? 255 : sum);
        }
    });

    [Fact]
    public void Apply_changes_no_pixel_by_more_than_epsilon() =>
        Gen.Select(Gen.Int[1, 64], Gen.Byte.Array[24], Gen.Long).Sample((epsilon, pixels, seed) =>
        {
            var perturbed = Apply(Perturbation.RandomSigns(2, 2, 2, new(epsilon), seed), pixels, [1, 0]);
            return pixels.Zip(perturbed).All(pair => Math.Abs(pair.First - pair.Second) <= epsilon);
        });

    [Fact]
    public void Constructor_accepts_exactly_what_keeps_the_bound() =>
        Gen.Select(Gen.Int[0, 64], Gen.SByte.Array[12]).Sample((epsilon, deltas) =>
        {
            var keeps = deltas.All(delta => Math.Abs((int)delta) <= epsilon);
            var accepted = true;
            try
            {
                _ = new Perturbation(deltas, 1, 2, 2, new(epsilon));
            }
            catch (ArgumentException)
            {
                accepted = false;
            }

            return accepted == keeps;
        });

    [Fact]
    public void Constructor_says_which_value_breaks_the_bound() =>
        Should.Throw<ArgumentException>(() => new Perturbation([0, 0, -128], 1, 1, 1, new(64)))
            .Message.ShouldBe("value -128 at 2 is outside -64..64 (Parameter 'deltas')");

    [Fact]
    public void Constructor_says_how_many_values_the_shape_has() =>
        Should.Throw<ArgumentException>(() => new Perturbation(new sbyte[11], 1, 2, 2, new(8)))
            .Message.ShouldBe("1 perturbations of 3x2x2 are 12 values, not 11 (Parameter 'deltas')");

    [Fact]
    public void Apply_to_images_of_another_size_or_number_is_refused()
    {
        var images = Images.Noise(count: 1, classes: 1, height: 2, width: 3, seed: 1);
        Should.Throw<ArgumentException>(() => Perturbation.None(2, 2, 2).Apply(images, [0]))
            .Message.ShouldBe("1 images of 3x2x3 can't wear 1 perturbations of 3x2x2 (Parameter 'images')");
        Should.Throw<ArgumentException>(() => Perturbation.None(2, 2, 3).Apply(images, [0, 1]))
            .Message.ShouldBe("1 images of 3x2x3 can't wear 2 perturbations of 3x2x3 (Parameter 'images')");
    }

    [Fact]
    public void Apply_of_a_class_that_does_not_exist_is_refused() =>
        Should.Throw<ArgumentException>(() => Apply(Perturbation.None(2, 2, 2), new byte[24], [0, 2]))
            .Message.ShouldBe("image 1 has class 2, outside 0..1 (Parameter 'classOfEach')");

    [Fact]
    public void None_changes_nothing()
    {
        var images = Images.Noise(count: 6, classes: 3, height: 4, width: 5, seed: 1);

        Perturbation.None(3, 4, 5).Apply(images, images.Labels).ReadAll().ShouldBe(images.ReadAll());
    }

    [Fact]
    public void RandomSigns_are_all_of_size_epsilon_and_balanced()
    {
        var deltas = Perturbation.RandomSigns(10, 32, 32, new(8), seed: 7).Deltas;

        deltas.ShouldAllBe(delta => Math.Abs((int)delta) == 8);
        // A fair coin tossed 30,720 times: five standard deviations of the share of heads are 0.0143.
        ((double)deltas.Count(delta => delta > 0) / deltas.Length).ShouldBe(0.5, 0.0143);
    }

    [Fact]
    public void RandomSigns_differ_between_seeds_and_classes()
    {
        var deltas = Perturbation.RandomSigns(2, 8, 8, new(8), seed: 7).Deltas;

        deltas.ShouldBe(Perturbation.RandomSigns(2, 8, 8, new(8), seed: 7).Deltas);
        deltas.ShouldNotBe(Perturbation.RandomSigns(2, 8, 8, new(8), seed: 8).Deltas);
        deltas[..192].ShouldNotBe(deltas[192..]);
    }

    private static byte[] Apply(Perturbation perturbation, byte[] pixels, int[] classOfEach) =>
        perturbation
            .Apply(new ImageSet(pixels, classOfEach, new Group[classOfEach.Length], perturbation.Height, perturbation.Width), classOfEach)
            .ReadAll();
}
