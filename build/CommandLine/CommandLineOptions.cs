using System.Globalization;
using Cake.Core.Diagnostics;
using Ttca.Configuration;

namespace Ttca.Build.CommandLine;

/// <summary>Every option there is. What is not in these tables is refused, because nobody would read it.</summary>
public sealed class CommandLineOptions
{
    private static readonly string[] Devices = ["auto", "cpu", "cuda"];
    private const int MostHours = 1_000_000;
    private static readonly string[] Verbosities = ["quiet", "minimal", "normal", "verbose", "diagnostic"];

    /// <summary>The options of a program.</summary>
    /// <param name="targets">Names of its tasks; case does not matter.</param>
    public CommandLineOptions(IReadOnlyList<string> targets) =>
        Cake =
        [
            new(
                "--target",
                "TASK",
                "Task to run; repeatable (default: Default)") { Letter = "-t", Repeatable = true, Check = OneOf(targets) },
            new("--exclusive", null, "Run the target's task alone; nodes that it needs still run") { Letter = "-e" },
            new("--dryrun", null, "Name the tasks that would run"),
            new("--tree", null, "Show which task depends on which"),
            new("--description", null, "Show what each task is for"),
            new(
                "--verbosity",
                "LEVEL",
                "quiet, minimal, normal, verbose or diagnostic (default: normal)") { Letter = "-v", Check = CheckVerbosity },
            new("--working", "DIR", "Folder to run in (default: the current one)") { Letter = "-w", Check = LocalPathAttribute.Problem },
            new("--version", null, "Show the version"),
            new("--info", null, "Show the versions of TTCA, Cake and libtorch"),
            new("--help", null, "Show this text") { Letter = "-h" },
        ];

    /// <summary>Cake's.</summary>
    public IReadOnlyList<CommandLineOption> Cake { get; }

    /// <summary>TTCA's own: what to run, and where.</summary>
    public IReadOnlyList<CommandLineOption> Ttca { get; } =
    [
        new(
            "--experiment",
            "NAME|FILE",
            "Experiment: a name in experiments/, or a YAML file, which may name several (default: embedded)")
            {
                Check = LocalPathAttribute.Problem,
            },
        new(
            "--set",
            "PATH=VALUE",
            "Change one value of the experiment, such as perturbation.steps=50, or of one of several: "
                + "cifar10.replicates.platforms=3; repeatable")
            {
                Repeatable = true,
                Check = CheckSetting,
            },
        new("--jobs", "N", "Worker processes at a time (default: number of cores)") { Check = CheckCount },
        new("--device", "DEVICE", "auto, cpu or cuda (default: auto, which is cuda where there is one)") { Check = OneOf(Devices) },
        new("--data", "DIR", "Where data sets are kept (default: TTCA_DATA, else a per-user cache)") { Check = LocalPathAttribute.Problem },
        new(
            "--results",
            "DIR",
            "Where figures and tables go (default: results in the program's clone)") { Check = LocalPathAttribute.Problem },
        new(
            "--store",
            "DIR",
            "Where finished work is kept and found again (default: results/store in the program's clone)")
            {
                Check = LocalPathAttribute.Problem,
            },
        new(
            "--node",
            "ID|FILE",
            "Why: the node, or a file of the results, to explain. RunNode: the node to run")
            {
                Tasks = ["Why", "RunNode"],
                Required = true,
                Check = LocalPathAttribute.Problem,
            },
        new(
            "--file",
            "FILE",
            "Trace: the file of the results to trace") { Tasks = ["Trace"], Required = true, Check = LocalPathAttribute.Problem },
        new(
            "--left",
            "PATH",
            "Diff: a folder of results, or its metrics.json") { Tasks = ["Diff"], Required = true, Check = LocalPathAttribute.Problem },
        new(
            "--right",
            "PATH",
            "Diff: the one to compare it with") { Tasks = ["Diff"], Required = true, Check = LocalPathAttribute.Problem },
        new(
            "--json",
            "FILE",
            "Trace, Diff: write the answer as JSON too") { Tasks = ["Trace", "Diff"], Check = LocalPathAttribute.Problem },
        new(
            "--keep",
            "N",
            "Gc: finished runs of each whole experiment to keep, with all later ones that were stopped or partial (default: 3)")
            {
                Tasks = ["Gc"],
                Check = CheckCount,
            },
        new("--grace", "HOURS", "Gc: what is younger stays (default: 24)") { Tasks = ["Gc"], Check = CheckHours },
        new("--dry-run", null, "Gc: say what would be removed, and remove nothing") { Tasks = ["Gc"] },
    ];

    /// <summary>The option with this name, long or short.</summary>
    public CommandLineOption? Find(string name) => Ttca.Concat(Cake).FirstOrDefault(option => option.Name == name || option.Letter == name);

    /// <summary>The option whose name was probably meant.</summary>
    public string? Nearest(string name) => NearestName.Of(name, Ttca.Concat(Cake).Select(option => option.Name));

    private static Func<string, string?> OneOf(IReadOnlyList<string> allowed) =>
        value => allowed.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : Unknown(value, allowed);

    private static string? CheckVerbosity(string value) =>
        VerbosityParser.TryParse(value, out _) ? null : Unknown(value, Verbosities);

    private static string? CheckSetting(string value) =>
        value.IndexOf('=', StringComparison.Ordinal) > 0 ? null : $"'{value}' is not of the form PATH=VALUE";

    private static string? CheckCount(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? null
            : $"'{value}' is not a whole number from 1";

    private static string? CheckHours(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours <= MostHours
            ? null
            : $"'{value}' is not a whole number from 0 to {MostHours}";

    private static string Unknown(string value, IReadOnlyList<string> allowed)
    {
        var nearest = NearestName.Of(value, allowed) is { } name ? $"; nearest is '{name}'" : string.Empty;
        return $"'{value}' is unknown{nearest} (allowed: {string.Join(", ", allowed)})";
    }
}

/// <summary>One option that the command line may hold.</summary>
/// <param name="Name">With its dashes, such as <c>--jobs</c>.</param>
/// <param name="Value">What the help calls its value, such as <c>N</c>; null for a flag.</param>
/// <param name="Description">One line for the help, with the default.</param>
public sealed record CommandLineOption(string Name, string? Value, string Description)
{
    /// <summary>The one-letter form, such as <c>-t</c>.</summary>
    public string? Letter { get; init; }

    /// <summary>Whether it may be given several times.</summary>
    public bool Repeatable { get; init; }

    /// <summary>The tasks that read it; null where every task may.</summary>
    public IReadOnlyList<string>? Tasks { get; init; }

    /// <summary>Whether <see cref="Tasks"/> can't do without it.</summary>
    public bool Required { get; init; }

    /// <summary>What is wrong with a value, such as <c>'x' is not a whole number from 1</c>; null if nothing is.</summary>
    public Func<string, string?> Check { get; init; } = value => value.Length > 0 ? null : "the value is empty";
}

