namespace Ttca.Pipeline.Tests.Planning;

public sealed class GraphCheckTests
{
    [Theory]
    [InlineData("a:b b:a", "cycle: a -> b -> a")]
    [InlineData("a:a", "cycle: a -> a")]
    [InlineData("x:a a:b b:c c:a", "cycle: a -> b -> c -> a")]
    [InlineData("a:b b:a c:d d:c", "cycle: a -> b -> a; cycle: c -> d -> c")]
    [InlineData("a:z b:a,y", "a needs z, which is not in the plan; b needs y, which is not in the plan")]
    [InlineData("a:b,z b:a", "a needs z, which is not in the plan; cycle: a -> b -> a")]
    [InlineData("a:b,c b:d c:d d:", "")]
    public void Order_names_every_cycle_and_every_missing_name(string graph, string expected)
    {
        var problems = new List<string>();
        var needs = Parse(graph);

        GraphCheck.Order(needs.Keys, name => needs[name], problems);

        string.Join("; ", problems).ShouldBe(expected);
    }

    [Fact]
    public void Order_puts_each_name_after_its_needs_and_keeps_the_given_order_otherwise()
    {
        var needs = Parse("d:b,c a: c:a b:a");

        GraphCheck.Order(needs.Keys, name => needs[name], []).ShouldBe(["a", "b", "c", "d"]);
    }

    [Fact]
    public void Order_of_a_chain_of_a_hundred_thousand_names_needs_no_deep_stack()
    {
        var names = Enumerable.Range(0, 100_000).Select(i => $"n{i}").ToList();
        var needs = names.Zip(names.Skip(1)).ToDictionary(pair => pair.First, pair => new[] { pair.Second });

        GraphCheck.Order(names, name => needs.GetValueOrDefault(name, []), []).ShouldBe(names.AsEnumerable().Reverse());
    }

    private static Dictionary<string, string[]> Parse(string graph) => graph.Split(' ')
        .Select(entry => entry.Split(':'))
        .ToDictionary(entry => entry[0], entry => entry[1].Split(',', StringSplitOptions.RemoveEmptyEntries));
}
