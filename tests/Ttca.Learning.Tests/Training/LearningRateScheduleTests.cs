using Ttca.Learning.Training;

namespace Ttca.Learning.Tests.Training;

/// <summary>Step s of S is taken at t = (s + 1/2) / S of the training.</summary>
public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData(0, 1, 0.5)]                      // t = 1/2: cos(pi/2) = 0
    [InlineData(0, 3, 0.9330127018922193)]       // t = 1/6: (1 + sqrt(3)/2) / 2
    [InlineData(2, 3, 0.0669872981077807)]       // t = 5/6: (1 - sqrt(3)/2) / 2
    [InlineData(0, 2, 0.8535533905932737)]       // t = 1/4: (1 + sqrt(1/2)) / 2
    public void Cosine_falls_along_a_half_cosine(int step, int steps, double share) =>
        LearningRateSchedule.Cosine.At(step, steps, peak: 0.4).ShouldBe(0.4 * share, 1e-12);

    [Theory]
    [InlineData(1, 10, 0.52)]                    // t = 0.15, half of the way up: (1/25 + 1) / 2
    [InlineData(0, 10, 0.1043078061834)]         // t = 0.05: 1/25 + 24/25 * (1 - sqrt(3)/2) / 2
    [InlineData(6, 10, 0.5)]                     // t = 0.65, half of the way down
    [InlineData(9, 10, 0.0125360439090882)]      // t = 0.95: (1 - cos(pi/14)) / 2
    public void OneCycle_rises_over_three_tenths_and_falls_over_the_rest(int step, int steps, double share) =>
        LearningRateSchedule.OneCycle.At(step, steps, peak: 0.4).ShouldBe(0.4 * share, 1e-12);

    [Theory]
    [InlineData(LearningRateSchedule.OneCycle)]
    [InlineData(LearningRateSchedule.Cosine)]
    public void No_step_has_a_rate_of_zero_or_above_the_peak(LearningRateSchedule schedule)
    {
        for (var steps = 1; steps < 200; steps++)
        {
            Enumerable.Range(0, steps).Select(step => schedule.At(step, steps, peak: 1)).ShouldAllBe(rate => rate > 0 && rate <= 1);
        }
    }
}
