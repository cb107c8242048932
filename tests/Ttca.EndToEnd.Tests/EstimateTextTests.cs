using Ttca.Build.Inspection;
using Ttca.Pipeline;

namespace Ttca.EndToEnd.Tests;

public sealed class EstimateTextTests
{
    [Fact]
    public void Of_what_is_known_in_part_names_the_rest() =>
        EstimateText.Of(new RunEstimate(220.4, 125_829_120, 426, 3, [("AttackPerUser", 6), ("JudgeClaims", 1)]), jobs: 2).ShouldBe(
            "All of it takes about 3 min 40 s on 2 jobs and 120.0 MiB of disk, judging by 426 earlier nodes; 3 nodes only by others "
                + "of their stage with other parameters, which may be far off; nothing is known of AttackPerUser (6 nodes), "
                + "JudgeClaims (1 node).");

    [Fact]
    public void Of_nothing_known_says_so() =>
        EstimateText.Of(new RunEstimate(0, 0, 0, 0, [("Fetch", 1)]), jobs: 2).ShouldBe(
            "How long that takes, and how much disk it needs, isn't known: no such node has run with this store yet.");

    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(59.6, "1 min 0 s")]
    [InlineData(3_720, "1 h 2 min")]
    [InlineData(266_400, "3 d 2 h")]
    public void Of_any_time_has_two_units_at_most(double seconds, string expected) =>
        EstimateText.Of(new RunEstimate(seconds, 100, 1, 0, []), jobs: 1).ShouldBe(
            $"All of it takes about {expected} on 1 job and 100 B of disk, judging by 1 earlier node.");
}
