using System.Text.RegularExpressions;
using Ttca.Build.CommandLine;
using Ttca.Build.Tasks;
using YamlDotNet.RepresentationModel;

namespace Ttca.EndToEnd.Tests;

/// <summary>The workflows that run elsewhere: what can be known of them here.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Folder = Path.Combine(BuildProgram.Repository, ".github", "workflows");

    public static TheoryData<string> Files => ["ci.yml", "nightly.yml"];

    [Fact]
    public void Files_are_all_tested() =>
        Directory.EnumerateFiles(Folder).Select(Path.GetFileName).ShouldBe(Files.Select(row => row.Data), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_are_pinned_by_commit_with_their_version_beside_it(string file)
    {
        var lines = File.ReadLines(Path.Combine(Folder, file)).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        lines.Count.ShouldBe(Scalars(Load(file), "uses").Count());
        lines.ShouldAllBe(line => PinnedPattern().IsMatch(line));
    }

    [Fact]
    public void Action_has_one_commit_in_all_files() =>
        Files.SelectMany(row => Scalars(Load(row.Data), "uses"))
            .Distinct()
            .GroupBy(uses => uses.Split('@')[0])
            .ShouldAllBe(action => action.Count() == 1);

    [Theory]
    [MemberData(nameof(Files))]
    public void Jobs_run_on_the_three_systems_with_a_time_limit_and_no_more_than_reading(string file)
    {
        var root = Load(file);
        var permissions = (YamlMappingNode)root["permissions"];
        permissions.Children.Select(pair => $"{pair.Key}: {pair.Value}").ShouldBe(["contents: read"]);

        foreach (var job in ((YamlMappingNode)root["jobs"]).Children.Values.Cast<YamlMappingNode>())
        {
            ((YamlSequenceNode)job["strategy"]["matrix"]["os"]).Select(os => ((YamlScalarNode)os).Value)
                .ShouldBe(["ubuntu-latest", "windows-latest", "macos-latest"]);
            ((YamlScalarNode)job["runs-on"]).Value.ShouldBe("${{ matrix.os }}");
            int.Parse(((YamlScalarNode)job["timeout-minutes"]).Value!, null).ShouldBeInRange(1, 360);
            job.Children.ContainsKey("permissions").ShouldBeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Checkout_keeps_no_credentials_and_nothing_uses_secrets(string file)
    {
        string text = File.ReadAllText(Path.Combine(Folder, file));

        text.ShouldNotContain("secrets", Case.Insensitive);
        CheckoutPattern()
            .Count(text)
            .ShouldBe(Scalars(Load(file), "uses").Count(uses => uses.StartsWith("actions/checkout@", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Commands_are_accepted_by_the_program(string file)
    {
        var tasks = TaskList.All.Select(task => task.Name).ToList();
        var options = new CommandLineOptions(tasks);

        foreach (Match command in Scalars(Load(file), "run").SelectMany(run => ProgramPattern().Matches(run)))
        {
            new ParsedCommandLine(command.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), options).Error.ShouldBeNull();
        }
    }

    [Fact]
    public void Nightly_reproduces_the_embedded_experiment() =>
        Scalars(Load("nightly.yml"), "run").ShouldContain("dotnet run --project build -- --target Reproduce --experiment embedded");

    [Fact]
    public void Continuous_integration_on_linux_is_the_script_of_the_repository()
    {
        Scalars(Load("ci.yml"), "run").ShouldContain(".ci/run");
        File.Exists(Path.Combine(BuildProgram.Repository, ".ci", "run")).ShouldBeTrue();
    }

    private static YamlMappingNode Load(string file)
    {
        using var reader = new StreamReader(Path.Combine(Folder, file));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.ShouldHaveSingleItem().RootNode;
    }

    /// <summary>The values of every key of a name, wherever it is.</summary>
    private static IEnumerable<string> Scalars(YamlNode node, string key) => node.AllNodes.OfType<YamlMappingNode>()
        .SelectMany(mapping => mapping.Children)
        .Where(pair => pair.Key is YamlScalarNode { Value: { } name } && name == key && pair.Value is YamlScalarNode)
        .Select(pair => ((YamlScalarNode)pair.Value).Value!);

    [GeneratedRegex(@"^\s+(- )?uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex PinnedPattern();

    [GeneratedRegex(@"uses: actions/checkout@.*\n\s+with:\n\s+persist-credentials: false\n")]
    private static partial Regex CheckoutPattern();

    [GeneratedRegex(@"dotnet run (?:--no-build )?--project build -- (.*)")]
    private static partial Regex ProgramPattern();
}
