namespace Ttca.Collective.Tests.Attacks;

public sealed class SquareScheduleTests
{
    // p_selection of the authors' code (max-andr/square-attack, attack.py) for p_init = 0.8, n = 1000, images of 32x32.
    private static readonly int[] Changes = [0, 2, 6, 21, 51, 101, 201, 401, 601, 801];
    private static readonly int[] Sides = [29, 20, 14, 10, 7, 5, 4, 3, 2, 1];

    [Fact]
    public void Side_follows_the_published_schedule_at_every_iteration()
    {
        var expected = Enumerable.Range(0, 1_000).Select(i => Sides[Array.FindLastIndex(Changes, start => start <= i)]);

        Enumerable.Range(0, 1_000).Select(i => SquareSchedule.Side(0.8, i, queries: 1_000, 32, 32)).ShouldBe(expected);
    }

    // sqrt(0.05 x 1024) = 7.155, sqrt(0.05 x 1024 / 512) = 0.316.
    [Theory]
    [InlineData(0.05, 0, 1_000, 32, 32, 7)]
    [InlineData(0.05, 999, 1_000, 32, 32, 1)]
    [InlineData(1.0, 0, 1_000, 32, 32, 31)]
    [InlineData(1.0, 0, 1_000, 32, 8, 7)]
    [InlineData(0.8, 0, 1, 32, 32, 29)]
    public void Side_leaves_a_pixel_and_is_a_pixel_at_least(double share, int iteration, int queries, int height, int width, int side) =>
        SquareSchedule.Side(share, iteration, queries, height, width).ShouldBe(side);
}
