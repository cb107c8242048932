namespace Ttca.Fairness.Tests;

public sealed class ClosureTests
{
    [Theory]
    [InlineData(0.9, 0.5, 0.7, 0.5)]
    [InlineData(0.9, 0.5, 0.5, 0)]
    [InlineData(0.697, 0.559, 0.957, 2.884057971014493)]    // uncapped: 0.398 / 0.138
    [InlineData(0.9, 0.5, 0.4, -0.25)]
    public void Of_is_the_share_of_the_gap_that_is_closed(
        double majorityBefore, double subgroupBefore, double subgroupAfter, double closure) =>
        Closure.Of(majorityBefore, subgroupBefore, subgroupAfter).ShouldBe(closure, 1e-12);

    // 10 images each: the majority right on 9, the subgroup on 5 and then on some more or fewer; |0.9 - after| / 0.4.
    [Theory]
    [InlineData(7, 0.5)]
    [InlineData(9, 0)]
    [InlineData(10, 0.25)]      // past parity: the gap is reversed
    [InlineData(4, 1.25)]       // it grew
    public void RemainingGap_is_its_size_whichever_group_is_ahead(int rightAfter, double remaining) =>
        new RemainingGap("collective", "none")
            .ValueOf(TallyOf(Enumerable.Range(0, 10).Select(i => i < rightAfter)))
            .ShouldBe(remaining, 1e-12);

    [Fact]
    public void NegativeFlipRate_counts_images_that_were_right_and_are_not()
    {
        // Of the subgroup 0 to 4 were right; 2 to 9 are right afterwards: 0 and 1 are flipped, while the accuracy rises from 0.5 to 0.8.
        var tally = TallyOf(Enumerable.Range(0, 10).Select(i => i >= 2));

        tally[Outcomes.Subgroup, "collective"].NegativeFlipRate.ShouldBe(0.2, 1e-12);
        tally[Outcomes.Subgroup, "none"].NegativeFlipRate.ShouldBe(0);
    }

    [Fact]
    public void NegativeFlipRate_without_a_baseline_is_refused()
    {
        var tally = Tally.Of(new Outcomes(2, [0], [1], new Dictionary<string, int[]> { ["none"] = [0] }));

        Should.Throw<ArgumentException>(() => tally[Outcomes.Subgroup, "none"].NegativeFlipRate).Message.ShouldBe(
            "the outcomes have no baseline to compare with");
    }

    private static Tally TallyOf(IEnumerable<bool> isRightAfter)
    {
        byte[] groups = [.. Enumerable.Range(0, 20).Select(i => (byte)(i / 10))];
        int[] before = [.. Enumerable.Range(0, 20).Select(i => i is < 9 or (>= 10 and < 15) ? 0 : 1)];
        int[] after = [.. before[..10], .. isRightAfter.Select(isRight => isRight ? 0 : 1)];
        return Tally.Of(
            new Outcomes(
                2, new int[20], groups, new Dictionary<string, int[]> { ["none"] = before, ["collective"] = after }) { Baseline = "none" });
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.4, 0.5)]
    public void Of_no_gap_is_undefined(double majorityBefore, double subgroupBefore) =>
        Closure.Of(majorityBefore, subgroupBefore, 0.9).ShouldBe(double.NaN);
}
