using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Cake.Frosting;

/// <summary>The host's switches, and whatever else the command line holds, as arguments for the build program.</summary>
internal sealed class HostOptions
{
    public const string HelpText = """
        Options:
          -t, --target <TARGET>        Task to run; repeatable (default: Default)
          -e, --exclusive              Run the target without its dependencies
              --dryrun                 Name the tasks that would run
              --tree                   Show which task depends on which
              --description            Show what each task is for
          -v, --verbosity <VERBOSITY>  quiet, minimal, normal, verbose or diagnostic
          -w, --working <PATH>         Folder to run in
              --version                Show the version
              --info                   Show the version of Cake and where it is from
          -h, --help                   Show this text

        """;

    private readonly List<string> targets = [];
    private readonly List<KeyValuePair<string, string>> others = [];

    public IReadOnlyList<string> Targets => targets.Count > 0 ? targets : ["Default"];

    public DirectoryPath? Working { get; private set; }

    public Verbosity? Verbosity { get; private set; }

    public bool Exclusive { get; private set; }

    public bool DryRun { get; private set; }

    public bool Tree { get; private set; }

    public bool Description { get; private set; }

    public bool Version { get; private set; }

    public bool Info { get; private set; }

    public bool Help { get; private set; }

    /// <summary>By name without dashes; an argument given several times has several values, in order. The targets are among them.</summary>
    public CakeArguments Arguments => new(
        others.Concat(Targets.Select(target => KeyValuePair.Create("target", target)))
            .ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase));

    /// <exception cref="FrostingException">A value is missing or not allowed, or there is an argument without a name.</exception>
    public static HostOptions Parse(IEnumerable<string> args)
    {
        var options = new HostOptions();
        var left = new Queue<string>(args);
        while (left.TryDequeue(out var arg))
        {
            if (!arg.StartsWith('-'))
                throw new FrostingException($"Unexpected argument '{arg}'.");
            var (name, value) = Split(arg);

            // A flag with a value (--version=1.2) is an argument of the build program.
            if (value is not null || !options.SetFlag(name))
                options.SetValue(name, value ?? (left.TryPeek(out var next) && !next.StartsWith('-') ? left.Dequeue() : null));
        }

        return options;
    }

    private static (string Name, string? Value) Split(string arg)
    {
        var at = arg.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (arg, null) : (arg[..at], arg[(at + 1)..]);
    }

    /// <returns>Whether this is one of the host's flags.</returns>
    private bool SetFlag(string name) => name switch
    {
        "--exclusive" or "-e" => Exclusive = true,
        "--dryrun" => DryRun = true,
        "--tree" => Tree = true,
        "--description" => Description = true,
        "--version" => Version = true,
        "--info" => Info = true,
        "--help" or "-h" => Help = true,
        _ => false,
    };

    private void SetValue(string name, string? value)
    {
        switch (name)
        {
            case "--target" or "-t":
                targets.Add(Required(name, value));
                break;
            case "--working" or "-w":
                Working = Required(name, value);
                break;
            case "--verbosity" or "-v":
                Verbosity = ParseVerbosity(Required(name, value));
                break;
            default:
                others.Add(KeyValuePair.Create(name.TrimStart('-'), value ?? string.Empty));
                break;
        }
    }

    private static string Required(string name, string? value) =>
        value ?? throw new FrostingException($"The option '{name}' is given without a value.");

    private static Verbosity ParseVerbosity(string text) =>
        VerbosityParser.TryParse(text, out var verbosity) ? verbosity : throw new FrostingException($"The value '{text}' is not a valid verbosity.");
}
