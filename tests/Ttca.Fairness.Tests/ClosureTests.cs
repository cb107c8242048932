namespace Ttca.Fairness.Tests;

public sealed class ClosureTests
{
    [Theory]
    [InlineData(0.9, 0.5, 0.7, 0.5)]
    [InlineData(0.9, 0.5, 0.5, 0)]
    [InlineData(0.697, 0.559, 0.957, 2.884057971014493)]    // uncapped: 0.398 / 0.138
    [InlineData(0.9, 0.5, 0.4, -0.25)]
    public void Of_is_the_share_of_the_gap_that_is_closed(double majorityBefore, double subgroupBefore, double subgroupAfter, double closure) =>
        Closure.Of(majorityBefore, subgroupBefore, subgroupAfter).ShouldBe(closure, 1e-12);

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.4, 0.5)]
    public void Of_no_gap_is_undefined(double majorityBefore, double subgroupBefore) =>
        Closure.Of(majorityBefore, subgroupBefore, 0.9).ShouldBe(double.NaN);
}
