namespace Ttca.Fairness.Tests;

public sealed class BcaTests
{
    public static TheoryData<string> Cases => [.. Reference.Section("bca").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Interval_agrees_with_scipy(string name)
    {
        var item = Reference.Section("bca").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);
        var after = item.GetProperty("after").Doubles();
        var estimate = item.GetProperty("before") is { ValueKind: System.Text.Json.JsonValueKind.Array } before
            ? Bca.OfMeanDifference(after, before.Doubles(), resamples: 200_000)
            : Bca.OfMean(after, resamples: 200_000);

        // Monte-Carlo error of an end, of two runs: 0.012 standard errors. A mean of zeros and ones moves in steps.
        var tolerance = 0.06 * item.GetProperty("standard-error").GetDouble() + (after.All(value => value is 0 or 1) ? 1.0 / after.Length : 0);
        var expected = item.GetProperty("bca").Doubles();
        estimate.Low.ShouldBe(expected[0], tolerance);
        estimate.High.ShouldBe(expected[1], tolerance);
    }

    [Fact]
    public void Interval_of_skewed_data_is_not_the_percentile_one()
    {
        var item = Reference.Section("bca")[0];
        var estimate = Bca.OfMean(item.GetProperty("after").Doubles(), resamples: 20_000);
        estimate.High.ShouldBeGreaterThan(item.GetProperty("percentile").Doubles()[1] + 0.3 * item.GetProperty("standard-error").GetDouble());
    }

    [Fact]
    public void Interval_of_values_without_spread_is_undefined_as_in_scipy() => Bca.OfMean([0.1, 0.1, 0.1]).ShouldBe(new Estimate(0.1, double.NaN, double.NaN), new ByEnds());

    [Fact]
    public void Difference_of_different_numbers_of_values_is_refused() =>
        Should.Throw<ArgumentException>(() => Bca.OfMeanDifference([1, 2], [1])).Message.ShouldBe("2 values after, 1 before: pairs need as many");

    private sealed class ByEnds : IEqualityComparer<Estimate>
    {
        public bool Equals(Estimate? x, Estimate? y) => Math.Abs(x!.Value - y!.Value) < 1e-12 && x.Low.Equals(y.Low) && x.High.Equals(y.High);

        public int GetHashCode(Estimate estimate) => 0;
    }
}
