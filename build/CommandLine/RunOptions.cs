using System.Globalization;
using Cake.Core;
using Ttca.Configuration;

namespace Ttca.Build.CommandLine;

/// <summary>The arguments of an invocation, with their defaults filled in and their paths made absolute.</summary>
public sealed record RunOptions
{
    private const string DotnetRun = "dotnet run --project build --";

    /// <summary>The clone that the program was built in: the folder that holds <c>TTCA.sln</c>.</summary>
    public required string Root { get; init; }

    /// <summary>Names of the tasks that were asked for.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>The whole command line, to paste into a shell.</summary>
    public required string Command { get; init; }

    /// <summary>The arguments of the command line that say what is run, and where: all but target and node.</summary>
    public required string CommonArguments { get; init; }

    /// <summary>Full path.</summary>
    public required string ExperimentFile { get; init; }

    /// <summary><c>path=value</c>, each overriding the file.</summary>
    public required IReadOnlyList<string> Overrides { get; init; }

    /// <summary>Nodes that run at once.</summary>
    public required int Jobs { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Made when something is downloaded into it.</summary>
    public required string DataDirectory { get; init; }

    public required string ResultsDirectory { get; init; }

    public required string StoreDirectory { get; init; }

    /// <summary>The id of a node, or a file of the results: what <c>Why</c> explains, or <c>RunNode</c> runs.</summary>
    public string? Node { get; init; }

    /// <summary>Full path of the file that <c>Trace</c> traces.</summary>
    public string? File { get; init; }

    /// <summary>Full path of what <c>Diff</c> compares.</summary>
    public string? Left { get; init; }

    /// <summary>Full path of what <c>Diff</c> compares it with.</summary>
    public string? Right { get; init; }

    /// <summary>Full path of the file that an answer is written to as JSON.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Finished runs of each whole experiment that <c>Gc</c> keeps.</summary>
    public required int Keep { get; init; }

    /// <summary>What is younger, <c>Gc</c> keeps.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>Whether <c>Gc</c> only says what it would do.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>The command line of another task on the same experiment, to paste into a shell.</summary>
    public string CommandOf(string task, string arguments = "") => $"{DotnetRun} --target {task}{arguments}{CommonArguments}";

    /// <summary>From a command line without error. Paths are those of the working directory.</summary>
    public static RunOptions From(ParsedCommandLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string root = RepositoryRoot();
        return new RunOptions
        {
            Root = root,
            Targets = line.Has("--target") ? [.. line.ValuesOf("--target")] : ["Default"],
            Command = DotnetRun + string.Concat(line.Args.Select(argument => " " + Quote(argument))),
            CommonArguments = string.Concat(line.Common.Select(argument => $" {argument.Name} {Quote(argument.Value)}")),
            ExperimentFile = ExperimentPath.Find(line.ValueOf("--experiment") ?? "embedded", root),
            Overrides = [.. line.ValuesOf("--set")],
            Jobs = NumberOf("--jobs") ?? Environment.ProcessorCount,
            Device = line.ValueOf("--device")?.ToLowerInvariant() ?? "auto",
            DataDirectory = PathOf("--data") ?? DefaultDataDirectory(),
            ResultsDirectory = PathOf("--results") ?? Path.Combine(root, "results"),
            StoreDirectory = PathOf("--store") ?? Path.Combine(root, "results", "store"),
            Node = line.ValueOf("--node"),
            File = PathOf("--file"),
            Left = PathOf("--left"),
            Right = PathOf("--right"),
            JsonFile = PathOf("--json"),
            Keep = NumberOf("--keep") ?? 3,
            Grace = TimeSpan.FromHours(NumberOf("--grace") ?? 24),
            IsDryRun = line.Has("--dry-run"),
        };

        int? NumberOf(string name) => line.ValueOf(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;

        string? PathOf(string name) => line.ValueOf(name) is { } value ? Path.GetFullPath(value) : null;
    }

    /// <summary>In single quotes where a shell would read it otherwise.</summary>
    private static string Quote(string argument) =>
        argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=+,@%".Contains(c)) && argument.Length > 0
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>
    /// The nearest folder with the solution above the program; for a program that was built to another place, above the working directory.
    /// </summary>
    private static string RepositoryRoot() =>
        Above(AppContext.BaseDirectory) ?? Above(Directory.GetCurrentDirectory()) ?? Directory.GetCurrentDirectory();

    private static string? Above(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "TTCA.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    private static string DefaultDataDirectory()
    {
        if (Environment.GetEnvironmentVariable("TTCA_DATA") is { Length: > 0 } named)
        {
            return LocalPathAttribute.Problem(named) is { } problem
                ? throw new CakeException($"TTCA_DATA: {problem}")
                : Path.GetFullPath(named);
        }

        return Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "ttca");
    }
}
