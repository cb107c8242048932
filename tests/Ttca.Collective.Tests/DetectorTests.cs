using Ttca.Datasets;

namespace Ttca.Collective.Tests;

/// <summary>What the provider's detectors see.</summary>
public sealed class DetectorTests
{
    [Fact]
    public void Residual_is_the_distance_to_the_median_and_squeezing_what_the_answer_moves_with_it()
    {
        // One bright value in a black image: the median is black everywhere, so it is all residual. The second image is of one grey, which
        // the median leaves.
        var pixels = new byte[2 * 3 * 4 * 4];
        pixels[5] = 240;
        pixels.AsSpan(48).Fill(60);
        var images = new ImageSet(pixels, [0, 0], [Group.Subgroup, Group.Subgroup], 4, 4);

        var scores = Detectors.Scores(new Sum(), images);

        scores.Keys.ShouldBe(Detectors.All);
        scores[Detectors.Residual].ShouldBe([240 / 48f, 0], 1e-6f);
        scores[Detectors.Squeezing].ShouldBe([2 * (0.48f - 0.24f), 0], 1e-6f);      // 0.76, 0.24 becomes 1, 0
        scores[Detectors.Doubt].ShouldBe([0.24f, 0.12f], 1e-6f);
    }

    /// <summary>
    /// Of two classes, the second's probability is a thousandth of the sum of pixel values, up to 1; the image of grey 60 has 0.88 for it.
    /// </summary>
    private sealed class Sum : IPlatform
    {
        public AnswerKind Kind => AnswerKind.Probabilities;

        public int Classes => 2;

        public long Queries { get; private set; }

        public long QueryCap => 100;

        public Answers Ask(ReadOnlySpan<byte> pixels, int count)
        {
            Queries += count;
            float[] second = [.. pixels.ToArray().Chunk(48).Select(image => Math.Min(0.88f, image.Sum(value => (int)value) / 1_000f))];
            float[] both = [.. second.SelectMany(p => new[] { 1 - p, p })];
            return Answers.Reveal(Kind, Classes, both, both);
        }
    }
}
