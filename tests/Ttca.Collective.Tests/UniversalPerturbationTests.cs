using Ttca.Datasets;
using Ttca.Learning.Training;

namespace Ttca.Collective.Tests;

public sealed class UniversalPerturbationTests
{
    private const int Classes = 4;
    private const int Size = 4;
    private static readonly LinearModel Random = LinearModel.OfRandomSigns(Classes, Size, Size, seed: 3);

    /// <summary>
    /// Two classes with weights w and -w: the loss of class 0 falls along sign(w), that of class 1 along -sign(w), whatever the image.
    /// </summary>
    private static (LinearModel Model, int[] Signs) Opposite()
    {
        var random = new SplitMix64(11);
        float[] w = [.. Enumerable.Range(0, 48).Select(_ => (float)random.NextDouble(0.05, 0.1) * (random.NextInt(2) == 0 ? -1 : 1))];
        return (new LinearModel([.. w, .. w.Select(v => -v)], 2, Size, Size), [.. w.Select(v => Math.Sign(v))]);
    }

    [Fact]
    public void Optimize_against_a_linear_model_reaches_epsilon_times_the_sign_of_the_weights()
    {
        var (model, signs) = Opposite();
        var images = Images.Noise(count: 20, classes: 2, Size, Size, seed: 1, low: 64, high: 191);   // nothing clips

        var perturbation = Run(model, images, new PerturbationParameters { Epsilon = new(8), Steps = 30 });

        perturbation.Deltas.ShouldBe([.. signs.Select(s => (sbyte)(8 * s)), .. signs.Select(s => (sbyte)(-8 * s))]);
    }

    [Fact]
    public void Optimize_in_one_step_goes_the_step_size_against_the_gradient()
    {
        // Adam's first step is lr g / (|g| + 1e-8) (Kingma and Ba 2015, with bias correction): the sign of the gradient.
        var (model, signs) = Opposite();
        var images = Images.Noise(count: 20, classes: 2, Size, Size, seed: 1, low: 64, high: 191);

        var perturbation = Run(model, images, new PerturbationParameters { Epsilon = new(60), Steps = 1, StepSize = 0.25 });

        perturbation.Deltas.ShouldBe([.. signs.Select(s => (sbyte)(15 * s)), .. signs.Select(s => (sbyte)(-15 * s))]);
    }

    [Fact]
    public void Optimize_rounds_to_the_nearest_whole_pixel_step()
    {
        // One step of 0.1 x 17/255 is 1.7 pixel steps.
        var (model, signs) = Opposite();
        var images = Images.Noise(count: 20, classes: 2, Size, Size, seed: 1, low: 64, high: 191);

        var perturbation = Run(model, images, new PerturbationParameters { Epsilon = new(17), Steps = 1 });

        perturbation.Deltas[..48].ShouldBe(signs.Select(s => (sbyte)(2 * s)));
    }

    [Fact]
    public void Optimize_shared_gives_every_class_the_same_perturbation()
    {
        // All images are of class 0, so the one perturbation for all is class 0's optimum.
        var (model, signs) = Opposite();
        var noise = Images.Noise(count: 20, classes: 1, Size, Size, seed: 1, low: 64, high: 191);

        var perturbation = Run(model, noise, new PerturbationParameters { Epsilon = new(8), Steps = 30, Per = PerturbationScope.Shared });

        perturbation.Deltas[..48].ShouldBe(signs.Select(s => (sbyte)(8 * s)));
        perturbation.Deltas[48..].ShouldBe(perturbation.Deltas[..48]);
    }

    [Fact]
    public void Optimize_leaves_a_class_without_images_at_zero()
    {
        var images = Images.Noise(count: 20, classes: 3, Size, Size, seed: 1);   // the model knows a fourth class

        var perturbation = Run(Random, images, new PerturbationParameters());

        perturbation.Deltas[(3 * 48)..].ShouldAllBe(delta => delta == 0);
        perturbation.Deltas[..48].ShouldContain(delta => delta != 0);
    }

    [Fact]
    public void Optimize_does_not_move_where_clipping_hides_the_change()
    {
        // Every pixel is black and class 0 wants all of them darker: submitted as it is, so no gradient after the first step.
        var model = new LinearModel([.. Enumerable.Repeat(-0.1f, 48), .. Enumerable.Repeat(0.1f, 48)], 2, Size, Size);
        var images = new ImageSet(new byte[96], [0, 0], [Group.Subgroup, Group.Subgroup], Size, Size);

        var perturbation = Run(model, images, new PerturbationParameters { Epsilon = new(64), Steps = 20 });

        perturbation.Apply(images, images.Labels).ReadAll().ShouldBe(images.ReadAll());
        perturbation.Deltas[..48].ShouldAllBe(delta => delta < 0 && delta > -64);
    }

    [Fact]
    public void Optimize_on_the_platform_itself_reaches_all_test_images_of_a_linear_model()
    {
        var model = LinearModel.OfRandomSigns(Classes, 8, 8, seed: 3);
        var test = Images.Noise(count: 400, Classes, 8, 8, seed: 21);
        var perturbation = Run(model, Images.Noise(count: 200, Classes, 8, 8, seed: 22), new PerturbationParameters { Epsilon = new(64) });
        var conditions = new Dictionary<string, Perturbation> { ["white-box"] = perturbation, ["none"] = Perturbation.None(Classes, 8, 8) };

        var evaluation = Evaluator.Evaluate(new LinearPlatform(model), test, conditions, seed: 1);

        Agreement.Of(evaluation["white-box"].Predictions, test.Labels).ShouldBe(1);
        int[] claiming = [.. Enumerable.Range(0, test.Count).Where(i => test.Groups[i] == Group.Subgroup)];
        claiming.ShouldAllBe(i => evaluation["white-box"].ClaimPredictions[i] == evaluation.ClaimedClasses[i]);
        Agreement.Of(evaluation["none"].Predictions, test.Labels).ShouldBeLessThan(0.5);
    }

    [Theory]
    [InlineData(PerturbationScope.Class)]
    [InlineData(PerturbationScope.Shared)]
    public void Optimize_twice_gives_the_same_bytes(PerturbationScope scope)
    {
        var images = Images.Noise(count: 50, Classes, Size, Size, seed: 1);
        var parameters = new PerturbationParameters { Steps = 20, BatchSize = 8, Per = scope };

        Run(Random, images, parameters).Deltas.ShouldBe(Run(Random, images, parameters).Deltas);
    }

    [Fact]
    public void Optimize_reports_every_step_and_a_falling_loss()
    {
        var progress = new Recorder();

        UniversalPerturbation.Optimize(
            Random.Logits, Classes, Images.Noise(40, Classes, Size, Size, seed: 1), new PerturbationParameters { Steps = 30 }, 1, progress);

        progress.Reports.Select(report => report.Step).ShouldBe(Enumerable.Range(1, 30));
        progress.Reports[^1].Loss.ShouldBeLessThan(progress.Reports[0].Loss);
    }

    [Fact]
    public void Optimize_of_a_label_that_is_no_class_is_refused() =>
        Should.Throw<ArgumentException>(() => Run(Random, Images.Noise(10, classes: 5, Size, Size, seed: 1), new PerturbationParameters()))
            .Message.ShouldBe("a label is outside 0..3 (Parameter 'images')");

    private static Perturbation Run(LinearModel model, ImageSet images, PerturbationParameters parameters) =>
        UniversalPerturbation.Optimize(model.Logits, model.Classes, images, parameters, seed: 1, progress: null);

    private sealed class Recorder : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value) => Reports.Add(value);
    }
}
