namespace Ttca.Pipeline.Tests.Status;

public sealed class ParameterDifferenceTests
{
    [Theory]
    [InlineData("2", "3", "p: 2 -> 3")]
    [InlineData("unset", "[5]", "p: unset -> [5]")]
    [InlineData("[5,10]", "[5,20,40]", "p: added 20, 40, removed 10")]
    [InlineData("[1]", "[1,2,3,4,5,6]", "p: added 2, 3, 4 and 2 more")]
    [InlineData("[5,5]", "[5]", "p: removed 5")]
    [InlineData("[5,10]", "[10,5]", "p: in another order")]
    [InlineData("[ not a list", "[5]", "p: [ not a list -> [5]")]
    [InlineData("""["a"]""", """["a","b"]""", "p: added b")]
    [InlineData("""[{"study":"size","of":"members","value":"5"}]""", """[{"study":"size","of":"members","value":"5"},{"study":"size","of":"members","value":"7"}]""", "p: added size members 7")]
    [InlineData("""[{"name":"blur","amount":1}]""", """[{"name":"blur","amount":2}]""", "p.amount: 1 -> 2")]
    [InlineData("""[{"name":"blur"}]""", """[{"name":"blur","amount":2}]""", "p.amount: unset -> 2")]
    [InlineData("""[{"x":{"y":1}}]""", """[{"x":{"y":2}}]""", "p.x.y: 1 -> 2")]
    public void Difference_names_what_was_added_and_removed(string before, string now, string line) =>
        ParameterDifference.Of("p", before, now).ShouldBe([line]);

    /// <summary>One more size of the collective, in a figure with two panels of curves: the same entry comes to each curve.</summary>
    [Fact]
    public void Same_change_deep_within_several_entries_is_told_once()
    {
        const string Point = """{"x":5,"value":{"cell":0}}""", Other = """{"x":7,"value":{"cell":1}}""";
        static string panels(
            string points) =>
                $$"""[{"title":"Accuracy","curves":[{"name":"a","points":[{{points}}]},{"name":"b","points":[{{points}}]}]},{"title":"Closure","curves":[{"name":"a","points":[{{points}}]}]}]""";

        ParameterDifference.Of("panels", panels(Point), panels($"{Point},{Other}")).ShouldBe(["panels.curves.points: added 7"]);
    }

    [Fact]
    public void Many_changes_and_long_values_are_cut()
    {
        string[] names = ["a", "b", "c", "d", "e"];
        static string list(
            IEnumerable<string> names,
            int value) => $"[{string.Join(',', names.Select(name => $$"""{"name":"{{name}}","{{name}}":{{value}}}"""))}]";

        ParameterDifference.Of("p", list(names, 1), list(names, 2)).ShouldBe(
            ["p.a: 1 -> 2", "p.b: 1 -> 2", "p.c: 1 -> 2", "p: 2 more changes"]);
        ParameterDifference.Of("p", "x", new string('y', 100)).ShouldBe([$"p: x -> {new string('y', 60)}..."]);
    }
}
