using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Ttca.Stages.Tests;

/// <summary>
/// Clock, environment and ambient randomness are refused in whatever a stage can run: the analyzer runs here on small sources.
/// </summary>
public sealed class BannedSymbolsTests
{
    private static readonly string List = Path.Combine(AppContext.BaseDirectory, "BannedSymbols.txt");

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Stage",
        [],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    [Theory]
    [InlineData("Environment.GetEnvironmentVariable(\"TTCA_EPOCHS\")")]
    [InlineData("Environment.GetEnvironmentVariables().Count")]
    [InlineData("Environment.ProcessorCount")]
    [InlineData("Environment.MachineName")]
    [InlineData("Environment.CurrentDirectory")]
    [InlineData("DateTime.Now")]
    [InlineData("\"e\u0301\".Normalize()")]
    [InlineData("DateTime.UtcNow.Year")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("TimeProvider.System.GetUtcNow()")]
    [InlineData("System.Diagnostics.Stopwatch.GetTimestamp()")]
    [InlineData("Environment.TickCount64")]
    [InlineData("TimeZoneInfo.Local")]
    [InlineData("new Random().Next()")]
    [InlineData("Random.Shared.Next()")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("System.Security.Cryptography.RandomNumberGenerator.GetInt32(10)")]
    [InlineData("\"text\".GetHashCode()")]
    [InlineData("HashCode.Combine(1, 2)")]
    [InlineData("System.IO.Path.GetTempPath()")]
    [InlineData("System.IO.File.OpenRead(\"data.bin\")")]
    [InlineData("System.IO.File.ReadAllText(\"table.csv\")")]
    [InlineData("new System.IO.StreamReader(\"table.csv\").ReadLine()")]
    [InlineData("torch.rand(3, 4)")]
    [InlineData("torch.randn(3L, 4L, 5L)")]
    [InlineData("torch.randint(10, new long[] { 3 })")]
    [InlineData("torch.randperm(10)")]
    [InlineData("torch.zeros(3).uniform_(0, 1)")]
    [InlineData("torch.rand_like(torch.zeros(3))")]
    [InlineData("torch.nn.functional.dropout(torch.zeros(3))")]
    [InlineData("torch.nn.init.xavier_normal_(torch.zeros(3, 3))")]
    [InlineData("torch.distributions.Normal(0.0, 1.0)")]
    [InlineData("torch.random.manual_seed(1)")]
    public async Task Use_of_what_no_key_holds_is_an_error(string expression)
    {
        var diagnostics = await Analyze(expression);

        diagnostics.Select(diagnostic => diagnostic.Id).Distinct().ShouldBe(["RS0030"], string.Join('\n', diagnostics));
    }

    [Theory]
    [InlineData("new Random(7).Next()")]
    [InlineData("DateTime.UnixEpoch.AddDays(3)")]
    [InlineData("TimeZoneInfo.Utc")]
    [InlineData("System.IO.Path.Combine(\"a\", \"b\")")]
    [InlineData("System.Security.Cryptography.SHA256.HashData(new byte[3])")]
    [InlineData("torch.zeros(3).add(new torch.Generator(7ul).device.index)")]
    public async Task Use_of_what_follows_from_parameters_is_no_error(string expression) =>
        (await Analyze(expression)).ShouldBeEmpty();

    [Fact]
    public void Every_banned_symbol_exists_and_says_what_to_use_instead()
    {
        var lines = File.ReadLines(List).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)).ToList();
        var unknown = lines
            .Select(line => line.Split(';')[0])
            .Where(id => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, Empty) is null);

        unknown.ShouldBeEmpty(); // a line with an error in it would ban nothing, silently
        lines.Where(line => line.Split(';') is not [_, { Length: > 10 }]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_project_that_stages_can_run_is_compiled_with_the_list()
    {
        var projects = Assembly.Load("Ttca.Stages").GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Ttca.", StringComparison.Ordinal))
            // one runs the stages, and needs a clock; the others read files before any of them runs
            .Except(["Ttca.Pipeline", "Ttca.Configuration", "Ttca.Parameters"])
            .Append("Ttca.Stages");

        var evaluated = await Task.WhenAll(projects.Select(Evaluate));

        evaluated.Length.ShouldBe(6);
        foreach (var (project, json) in evaluated)
        {
            var items = json.GetProperty("Items");
            IdentitiesOf(items.GetProperty("PackageReference")).ShouldContain("Microsoft.CodeAnalysis.BannedApiAnalyzers", project);
            IdentitiesOf(items.GetProperty("AdditionalFiles")).ShouldContain(
                Path.Combine(RepositoryFolder.Path, "BannedSymbols.txt"), project);
            var properties = json.GetProperty("Properties");
            properties.GetProperty("NoWarn").GetString()!.ShouldNotContain("RS0030");
            properties.GetProperty("TreatWarningsAsErrors").GetString().ShouldBe("true");
        }

        static IEnumerable<string> IdentitiesOf(JsonElement items) =>
            items.EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);
    }

    private static async Task<ImmutableArray<Diagnostic>> Analyze(string expression)
    {
        var tree = CSharpSyntaxTree.ParseText($"using System; using TorchSharp; class Stage {{ object Run() => {expression}; }}");
        var compilation = Empty.AddSyntaxTrees(tree);
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        var options = new AnalyzerOptions([new TextFile(List)]);
        return await compilation.WithAnalyzers(Analyzers(), options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "analyzers", "Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers.dll");
        var reference = new AnalyzerFileReference(file, new Loader());
        return
        [
            .. reference
                .GetAnalyzers(LanguageNames.CSharp)
                .Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == "RS0030")),
        ];
    }

    /// <summary>What MSBuild makes of the project file and of all that it imports.</summary>
    private static async Task<(string Project, JsonElement Evaluated)> Evaluate(string project)
    {
        var folder = project == "Ttca.Stages" ? "stages" : Path.Combine("src", project);
        var start = new ProcessStartInfo(
            "dotnet") { RedirectStandardOutput = true, WorkingDirectory = Path.Combine(RepositoryFolder.Path, folder) };
        foreach (var argument in new[]
        {
            "msbuild",
            $"{project}.csproj",
            "-getItem:PackageReference,AdditionalFiles",
            "-getProperty:NoWarn,TreatWarningsAsErrors",
        })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, output);
        using var json = JsonDocument.Parse(output);
        return (project, json.RootElement.Clone());
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath); // which finds what lies beside it, too
    }

    private sealed class TextFile(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }
}
