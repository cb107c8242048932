namespace Ttca.Fairness.Tests;

public sealed class GroupGapTests
{
    private static readonly Scenario Everyone = Scenario.Everyone("none");

    [Fact]
    public void GroupGap_of_groups_fixed_beforehand_is_not_biased_and_max_minus_min_is()
    {
        // science.md's example: 7 groups of 1,500 images, equally served; here 10 times fewer images, 200 times.
        var (gaps, fixedGaps) = (new List<double>(), new List<double>());
        for (var study = 0; study < 200; study++)
        {
            var (choosing, measuring) = (Tally.Of(Seven(2 * study)), Tally.Of(Seven(2 * study + 1)));
            var (better, worse) = GroupGap.Choose(choosing, Everyone)!.Value;
            gaps.Add(new AccuracyGap(Everyone).ValueOf(measuring));
            fixedGaps.Add(new GroupGap(better, worse, Everyone).ValueOf(measuring));
        }

        fixedGaps.Average().ShouldBe(0, 4 * Math.Sqrt(2 * 0.8 * 0.2 / 150 / 200));     // four standard errors
        // Expected range of 7 normal numbers: 2.704 standard deviations (Tippett 1925)
        gaps.Average().ShouldBe(2.704 * Math.Sqrt(0.8 * 0.2 / 150), 0.008);
    }

    [Fact]
    public void Choose_takes_the_groups_of_largest_and_smallest_accuracy()
    {
        var outcomes = new Outcomes(2, new int[6], [0, 0, 1, 1, 2, 2], new Dictionary<string, int[]> { ["none"] = [0, 1, 0, 0, 1, 1] });
        GroupGap.Choose(Tally.Of(outcomes), Everyone).ShouldBe((1, 2));
        var gap = new GroupGap(1, 2, Everyone);
        (gap.ValueOf(Tally.Of(outcomes)), gap.Name, gap.Condition).ShouldBe((1, "gap-of-groups-1-2", "none"));
    }

    [Fact]
    public void Choose_takes_none_of_the_groups_without_images_and_no_group_alone()
    {
        var outcomes = new Outcomes(2, [0, 1, 0], [0, 2, 4], new Dictionary<string, int[]> { ["none"] = [0, 0, 0] });
        GroupGap.Choose(Tally.Of(outcomes), Everyone).ShouldBe((0, 2));
        GroupGap.Choose(Tally.Of(outcomes), Everyone, among: [2, 4, 5]).ShouldBe((4, 2));
        GroupGap.Choose(Tally.Of(outcomes), Everyone, among: [3, 4]).ShouldBeNull();
        GroupGap.Choose(
            Tally.Of(new Outcomes(2, [0, 1], [0, 0], new Dictionary<string, int[]> { ["none"] = [0, 0] })), Everyone).ShouldBeNull();
    }

    private static Outcomes Seven(int seed)
    {
        var random = new Random(seed);
        return new Outcomes(
            2, new int[1_050], [.. Enumerable.Range(0, 1_050).Select(i => (byte)(i % 7))],
            new Dictionary<string, int[]> { ["none"] = [.. Enumerable.Range(0, 1_050).Select(_ => random.NextDouble() < 0.8 ? 0 : 1)] });
    }
}
