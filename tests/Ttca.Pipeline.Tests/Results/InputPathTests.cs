using System.Text.Json;

namespace Ttca.Pipeline.Tests.Results;

public sealed class InputPathTests
{
    private static readonly Dictionary<string, NodeProvenance> Nodes = new[]
    {
        Node("Compare-1", ("claims", ["Judge-1", "Judge-2"])),
        Node("Judge-1", ("by-size", ["Bootstrap-1"])),
        Node("Judge-2", ("by-size", ["Bootstrap-2", "Bootstrap-3"]), ("transfer", [])),
    }.ToDictionary(node => node.Node);

    [Fact]
    public void Path_names_an_input_as_records_do_and_its_place() => InputPath.Of("BySize", 2).ShouldBe("by-size/2");

    [Fact]
    public void Path_through_an_input_leads_on_from_there() =>
        InputPath.Through("Claims", 1, InputPath.Of("BySize")).ShouldBe("claims/1/by-size/0");

    [Theory]
    [InlineData("claims/0", "Judge-1")]
    [InlineData("claims/1/by-size/1", "Bootstrap-3")]
    [InlineData("claims/2", null)]
    [InlineData("claims/1/transfer/0", null)]
    [InlineData("claims/1/by-size/1/metrics/0", null)]      // no record of that node
    [InlineData("claims/-1", null)]
    [InlineData("claims", null)]
    [InlineData("", null)]
    [InlineData("other/0", null)]
    public void Path_leads_to_a_node_or_nowhere(string path, string? node) => InputPath.Resolve(path, "Compare-1", Nodes).ShouldBe(node);

    private static NodeProvenance Node(string id, params (string Name, string[] Nodes)[] inputs) => new()
    {
        Node = id,
        Label = "",
        Stage = id.Split('-')[0],
        Key = "",
        Parameters = JsonSerializer.SerializeToElement(new { }),
        Inputs = inputs.ToDictionary(input => input.Name, IReadOnlyList<string> (input) => input.Nodes),
        Files = [],
        Outputs = [],
        Fingerprint = "",
        Environment = new Dictionary<string, string>(),
        Versions = new Dictionary<string, string>(),
        Seed = 0,
        Device = "cpu",
        Threads = 1,
        Started = default,
        Seconds = 0,
    };
}
