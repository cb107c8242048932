namespace Ttca.Build.CommandLine;

/// <summary>
/// Refuses a command line before Cake sees it: Cake takes unknown options for arguments of the program, where a misspelt
/// one would be ignored without a word.
/// </summary>
public static class CommandLineCheck
{
    /// <summary>Options with which no task runs.</summary>
    private static readonly string[] Overviews = ["--dryrun", "--tree", "--description", "--version", "--info", "--help"];

    /// <summary>The first thing wrong with the arguments, in one line; null if nothing is.</summary>
    public static string? FirstError(IReadOnlyList<string> args, CommandLineOptions options)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(options);

        var seen = new HashSet<string>();
        var tasks = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = Split(args[i]);
            if (!name.StartsWith('-'))
                return $"{name}: unexpected; a task is named by --target TASK (see --help)";
            if (options.Find(name) is not { } option)
                return options.Nearest(name) is { } nearest
                    ? $"{name}: unknown option; nearest is {nearest} (see --help)"
                    : $"{name}: unknown option (see --help)";
            if (!seen.Add(option.Name) && !option.Repeatable)
                return $"{option.Name}: given more than once";
            if (option.Value is not null && value is null && i + 1 < args.Count && (!args[i + 1].StartsWith('-') || args[i + 1] is ['-', >= '0' and <= '9', ..]))
                value = args[++i];
            if (WrongValue(option, value) is { } error)
                return $"{option.Name}: {error}";
            if (option.Name == "--target")
                tasks.Add(value!);
        }

        return options.Ttca.Select(option => WrongTask(option, seen, tasks)).FirstOrDefault(error => error is not null);
    }

    /// <summary>An option that the task doesn't read would be ignored without a word; one that it needs is missed before anything runs.</summary>
    private static string? WrongTask(CommandLineOption option, HashSet<string> seen, HashSet<string> tasks)
    {
        if (option.Tasks is not { } readers)
            return null;
        if (seen.Contains(option.Name))
            return readers.Any(tasks.Contains) ? null : $"{option.Name}: only for --target {string.Join(" or ", readers)}";
        return option.Required && !seen.Overlaps(Overviews) && readers.FirstOrDefault(tasks.Contains) is { } task
            ? $"--target {task}: needs {option.Name} {option.Value}"
            : null;
    }

    private static (string Name, string? Value) Split(string arg)
    {
        var at = arg.IndexOf('=', StringComparison.Ordinal);
        return arg.StartsWith('-') && at > 0 ? (arg[..at], arg[(at + 1)..]) : (arg, null);
    }

    private static string? WrongValue(CommandLineOption option, string? value) => (option.Value, value) switch
    {
        (null, null) => null,
        (null, _) => "takes no value",
        (_, null) => $"needs a value: {option.Name} {option.Value}",
        _ => option.Check(value),
    };
}
