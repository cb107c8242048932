namespace Ttca.Fairness.Tests;

public sealed class HolmTests
{
    [Fact]
    public void Adjust_agrees_with_statsmodels()
    {
        foreach (var expected in Reference.OfPermutation("holm").EnumerateArray())
        {
            var adjusted = Holm.Adjust(expected.GetProperty("p").Doubles());
            foreach (var (value, reference) in adjusted.Zip(expected.GetProperty("adjusted").Doubles()))
            {
                value.ShouldBe(reference, 1e-12);
            }
        }
    }

    [Fact]
    public void Adjust_keeps_undefined_ones_and_does_not_count_them() =>
        Holm.Adjust([double.NaN, 0.01, 0.04, double.NaN]).ShouldBe([double.NaN, 0.02, 0.04, double.NaN]);

    [Fact]
    public void Adjust_of_none_is_none() => Holm.Adjust([]).ShouldBeEmpty();

    [Theory]
    [InlineData(1.5, "1.5 is no p-value: they are from 0 to 1 (Parameter 'pValues')")]
    [InlineData(-0.1, "-0.1 is no p-value: they are from 0 to 1 (Parameter 'pValues')")]
    public void Adjust_of_what_is_no_p_value_is_refused(double p, string message) =>
        Should.Throw<ArgumentException>(() => Holm.Adjust([0.1, p])).Message.ShouldBe(message);
}
