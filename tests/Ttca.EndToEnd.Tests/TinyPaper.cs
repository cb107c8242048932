using System.Text.RegularExpressions;

[assembly: Xunit.AssemblyFixture(typeof(Ttca.EndToEnd.Tests.TinyPaper))]

namespace Ttca.EndToEnd.Tests;

/// <summary>
/// The embedded experiment, so small that all of its stages run in seconds. It learns nothing: what it answers doesn't matter here.
/// </summary>
public sealed partial class TinyPaper : IDisposable
{
    internal static readonly string[] Settings =
    [
        "dataset.train-images=400", "dataset.platform-images=280", "dataset.test-images=80", "replicates={ platforms: 1, proxies: 1 }", "collective.sizes=[5, 10]",
        "platform.epochs=1", "proxy.epochs=1", "proxy.minimum-steps=0", "perturbation.steps=2", "bootstrap.resamples=100",
        "studies=[collective-size, epsilon: { values: [8/255, 16/255] }]",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");

    public TinyPaper()
    {
        First = Run("store", "results");
    }

    /// <summary>The run in an empty store.</summary>
    internal PaperRun First { get; }

    /// <summary>Runs in a store and a folder of results of this fixture, with more arguments.</summary>
    internal PaperRun Run(string store, string results, params string[] more)
    {
        var (code, output, error) = BuildProgram.Run(BuildProgram.Repository, Arguments(store, results, more));
        return new PaperRun(code, output, error);
    }

    /// <summary>Copies the store of the first run, for tests that change it.</summary>
    internal string CopyOfStore(string name)
    {
        string source = PathOf("store"), target = PathOf(name);
        string[] folders = ["actions", "blobs", "code", "runs"];
        foreach (string path in folders
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(source, part), "*", SearchOption.AllDirectories))
            .Append(Path.Combine(source, "format.json")))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        return name;
    }

    /// <summary>Runs a task that looks at the experiment or its store.</summary>
    internal (int ExitCode, string Output, string Error) Inspect(string task, string store, params string[] more) =>
        BuildProgram.Run(BuildProgram.Repository, ArgumentsOf(task, store, "results", more));

    internal string[] Arguments(string store, string results, params string[] more) => ArgumentsOf("Paper", store, results, more);

    internal string[] ArgumentsOf(string task, string store, string results, string[] more) =>
        [
            "--target",
            task,
            "--store",
            PathOf(store),
            "--results",
            PathOf(results),
            .. Settings.SelectMany(setting => new[] { "--set", setting }),
            .. more,
        ];

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Every file of results but those that say when and how long.</summary>
    internal FolderContents Contents(string results) => FolderContents.Of(PathOf(results), "provenance.json", "report.html");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What one invocation printed.</summary>
    internal sealed partial record PaperRun(int ExitCode, string Output, string Error)
    {
        public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

        /// <summary>The stages of which a node ran.</summary>
        public IReadOnlyCollection<string> ExecutedStages =>
            [.. DonePattern().Matches(Output).Select(match => match.Groups[2].Value).Distinct()];

        /// <summary>Ids of the nodes that ran.</summary>
        public IReadOnlyCollection<string> ExecutedNodes => [.. DonePattern().Matches(Output).Select(match => match.Groups[1].Value)];

        [GeneratedRegex(@"^  \[\d+/\d+\] ((\w+)-[0-9a-f]+).*: done in ", RegexOptions.Multiline)]
        private static partial Regex DonePattern();
    }
}
