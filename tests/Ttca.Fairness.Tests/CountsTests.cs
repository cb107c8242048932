namespace Ttca.Fairness.Tests;

/// <summary>Numbers of images, whose sums are histograms.</summary>
public sealed class CountsTests
{
    private static readonly Counts Tries = new(
        5, new Dictionary<string, int[]> { ["alone"] = [0, 1, 1, 4, 5], ["pooled"] = [0, 0, 1, 1, 1] });

    [Fact]
    public void Histogram_says_how_many_images_have_each_number()
    {
        var alone = Tally.Of(Tries).HistogramOf("alone");
        (alone.Most, alone.Images, alone[0], alone[1], alone[2]).ShouldBe((5, 5, 1, 2, 0));
        (alone.Between(1, 4), alone.Between(2, 3), alone.Between(0, 5)).ShouldBe((3, 0, 5));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused() =>
        Should.Throw<ArgumentException>(() => new Counts(2, new Dictionary<string, int[]> { ["alone"] = [1, 3] })).Message.ShouldBe(
            "numbers 'alone': number 3 at row 1 is outside 0..2");

    [Fact]
    public void Counts_of_another_range_are_another_kind_of_seed() =>
        Should.Throw<ArgumentException>(() => Tally.Of(Tries, new Counts(6, Tries.Values)))
            .Message.ShouldBe(
                "seeds differ: the first has numbers up to 5, conditions [alone, pooled]; number 2 has numbers up to 6, conditions "
                    + "[alone, pooled]");

    [Fact]
    public void Numbers_have_no_accuracy_and_classes_have_no_histogram()
    {
        var answers = new Outcomes(2, [0, 1], [0, 1], new Dictionary<string, int[]> { ["none"] = [0, 1] });

        Should.Throw<ArgumentException>(() => Tally.Of(Tries)[0, "alone"].Images).Message.ShouldBe(
            "numbers are no answers with classes: they have a histogram");
        Should.Throw<ArgumentException>(() => Tally.Of(answers).HistogramOf("none").Images).Message.ShouldBe(
            "answers with classes have no histogram of numbers");
    }
}
