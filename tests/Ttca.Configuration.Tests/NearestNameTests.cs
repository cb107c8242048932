using CsCheck;
using Ttca.Configuration;

namespace Ttca.Configuration.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3)]   // Levenshtein's textbook pair
    [InlineData("stpes", "steps", 1)]      // a swap is one edit
    [InlineData("ca", "abc", 3)]           // optimal string alignment; unrestricted Damerau-Levenshtein would say 2
    [InlineData("", "abc", 3)]
    [InlineData("Steps", "steps", 0)]
    public void Distance_is_that_of_the_textbook(string a, string b, int distance) => NearestName.Distance(a, b).ShouldBe(distance);

    [Fact]
    public void Distance_is_symmetric_and_bounded_by_the_longer_name() =>
        Gen.Select(Gen.Char["abcd"].Array[0, 8], Gen.Char["abcd"].Array[0, 8]).Sample((x, y) =>
        {
            var (a, b) = (new string(x), new string(y));
            var distance = NearestName.Distance(a, b);
            return distance == NearestName.Distance(b, a)
                && distance <= Math.Max(a.Length, b.Length)
                && distance >= Math.Abs(a.Length - b.Length);
        });

    [Theory]
    [InlineData("epsilom", "epsilon")]
    [InlineData("colective-sizes", "collective-size")]
    [InlineData("banana", null)]
    [InlineData("x", null)]
    public void Of_gives_the_nearest_name_if_any_is_near(string name, string? nearest) =>
        NearestName.Of(name, ["steps", "epsilon", "collective-size"]).ShouldBe(nearest);
}
