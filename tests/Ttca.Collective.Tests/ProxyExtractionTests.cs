using Ttca.Learning.Networks;
using Ttca.Learning.Training;

namespace Ttca.Collective.Tests;

public sealed class ProxyExtractionTests
{
    private static readonly TrainingParameters Parameters = new()
    {
        Architecture = "mlp", Epochs = 60, LearningRate = 0.02, Augmentation = [], Precision = Precision.Float32, WeightDecay = 0,
    };

    [Theory]
    [InlineData(AnswerKind.Probabilities)]
    [InlineData(AnswerKind.Top1)]
    [InlineData(AnswerKind.Label)]
    public void Extract_learns_to_answer_as_a_linear_rule_does(AnswerKind kind)
    {
        var (transcript, fresh, rule) = Asked(kind);

        using var proxy = ProxyExtraction.Extract(transcript, Parameters, seed: 1);

        // Chance is one half; the rule is the sign of the mean of all pixels.
        Agreement.Of(Answers.MostProbable(proxy.Probabilities(fresh, 200), 2), rule(fresh, 200)).ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void Extract_twice_gives_the_same_bytes()
    {
        var (transcript, _, _) = Asked(AnswerKind.Probabilities);
        byte[] Weights(long seed)
        {
            using var proxy = ProxyExtraction.Extract(transcript, Parameters with { Epochs = 2 }, seed);
            using var file = new MemoryStream();
            proxy.Save(file);
            return file.ToArray();
        }

        Weights(1).ShouldBe(Weights(1));
        Weights(1).ShouldNotBe(Weights(2));
    }

    [Fact]
    public void Extract_follows_the_answers_and_not_the_true_labels()
    {
        // Everything is answered "1", whatever it shows.
        var images = Images.Noise(count: 64, classes: 2, height: 8, width: 8, seed: 5);
        int[] ones = [.. Enumerable.Repeat(1, 64)];
        var transcript = new Transcript(
            images.ReadAll(), new Answers(AnswerKind.Label, 2, ones, []), 8, 8, members: 8, queriesPerMember: 8);

        using var proxy = ProxyExtraction.Extract(transcript, Parameters, seed: 1);

        Answers.MostProbable(proxy.Probabilities(images.ReadAll(), 64), 2).ShouldBe(ones);
    }

    /// <summary>Flat images of one brightness with noise, answered by a rule on the mean brightness.</summary>
    private static (Transcript Transcript, byte[] Fresh, Func<byte[], int, int[]> Rule) Asked(AnswerKind kind)
    {
        static float Bright(ReadOnlySpan<byte> image)
        {
            var sum = 0f;
            foreach (var pixel in image)
            {
                sum += pixel;
            }

            return sum / image.Length > 127.5f ? 1 : 0;
        }

        static byte[] Draw(int count, long seed)
        {
            var noise = Images.Noise(count, 2, 8, 8, seed, low: 0, high: 60).ReadAll();
            var levels = Images.Noise(count, 2, 1, 1, seed + 1, low: 0, high: 195).ReadAll();
            return [.. noise.Select((pixel, j) => (byte)(pixel + levels[j / 192 * 3]))];
        }

        static int[] Rule(byte[] pixels, int count) =>
            [.. Enumerable.Range(0, count).Select(i => (int)Bright(pixels.AsSpan(i * 192, 192)))];

        var asked = Draw(400, seed: 31);
        float[] probabilities = [.. Rule(asked, 400).SelectMany(label => label == 1 ? new[] { 0.1f, 0.9f } : [0.9f, 0.1f])];
        return (
            new Transcript(asked, Answers.Reveal(kind, 2, probabilities, probabilities), 8, 8, members: 40, queriesPerMember: 10),
            Draw(200, seed: 77),
            Rule);
    }
}
