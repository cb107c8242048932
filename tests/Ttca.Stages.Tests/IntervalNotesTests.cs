using System.Text.Json;
using Ttca.Fairness;
using Ttca.Stages.Codecs;

namespace Ttca.Stages.Tests;

/// <summary>That a reader is told which interval a number has.</summary>
public sealed class IntervalNotesTests
{
    [Theory]
    [InlineData(1, "95 % percentile intervals over the test images of one seed (2,000 images × 1 seed): they say nothing of any "
        + "other platform.")]
    [InlineData(3, "95 % t-intervals over seeds and shared test images (2,000 images × 3 seeds); percentiles: metrics.json.")]
    [InlineData(10, "95 % percentile intervals over seeds and test images (2,000 images × 10 seeds), 10,000 resamples.")]
    public void Intervals_are_named_with_what_they_generalise_to(int seeds, string note) =>
        StudyNotes.Intervals([Closure(seeds)]).ShouldBe(note);

    [Theory]
    [InlineData(1, 2, "2,000 images × 3 seeds × 1 to 2 proxies")]
    [InlineData(2, 2, "2,000 images × 3 seeds × 2 proxies")]
    public void Proxies_are_counted_where_there_are_several(int first, int second, string sample) =>
        StudyNotes.Intervals([Closure(3) with { Proxies = first }, Closure(3) with { Proxies = second }])
            .ShouldBe($"95 % t-intervals over seeds and shared test images ({sample}); percentiles: metrics.json.");

    [Fact]
    public void Both_intervals_and_the_kind_of_the_first_are_in_the_file()
    {
        var closure = new MetricEstimate(
            "closure", Conditions.Collective, new Estimate(0.5, -0.1, 1.1), [0.4, 0.5, 0.6], 2_000, 3, 10_000, 0)
        {
            Interval = IntervalKind.StudentT,
            Percentile = new Estimate(0.5, 0.4, 0.6),
        };
        string json = JsonSerializer.Serialize(closure, JsonFormat.Options);
        json.ReplaceLineEndings("")
            .Replace(" ", "")
            .ShouldContain("\"interval\":\"student-t\",\"percentile\":{\"value\":0.5,\"low\":0.4,\"high\":0.6");
        var read = JsonSerializer.Deserialize<MetricEstimate>(json, JsonFormat.Options)!;
        (read.Estimate, read.Interval, read.Percentile).ShouldBe((closure.Estimate, closure.Interval, closure.Percentile));
    }

    private static MetricEstimate Closure(
        int seeds) =>
            new(
                "closure",
                Conditions.Collective,
                new Estimate(0.5, 0.4, 0.6),
                [],
                Images: 2_000,
                seeds,
                Resamples: 10_000,
                UndefinedResamples: 0);
}
