namespace Ttca.Reporting.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "query", "0 queries")]
    [InlineData(1, "query", "1 query")]
    [InlineData(2, "proxy", "2 proxies")]
    [InlineData(1_000, "image", "1,000 images")]
    public void Units_are_in_the_plural_but_for_one(int number, string unit, string text) => Quantity.Of(number, unit).ShouldBe(text);

    [Theory]
    [InlineData(1, 1, "1 seed")]
    [InlineData(1, 2, "1 to 2 seeds")]
    [InlineData(2_000, 6_000, "2,000 to 6,000 seeds")]
    public void Two_numbers_are_one_where_they_are_equal(int least, int most, string text) =>
        Quantity.Between(least, most, "seed").ShouldBe(text);
}
