namespace Ttca.Build.CommandLine;

/// <summary>
/// A command line, read before Cake sees it: Cake takes unknown options for arguments of the program, where a misspelt one would be ignored
/// without a word.
/// </summary>
public sealed class ParsedCommandLine
{
    /// <summary>Options with which no task runs.</summary>
    private static readonly string[] Overviews = ["--dryrun", "--tree", "--description", "--version", "--info", "--help"];

    private readonly CommandLineOptions _options;
    private readonly List<(CommandLineOption Option, string? Value)> _given = [];

    /// <param name="args">As the program got them.</param>
    /// <param name="options">All that may be given.</param>
    public ParsedCommandLine(IReadOnlyList<string> args, CommandLineOptions options)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(options);
        Args = args;
        _options = options;
        Error = Read() ?? options.Ttca.Select(WrongTask).FirstOrDefault(error => error is not null);
    }

    /// <summary>As the program got them.</summary>
    public IReadOnlyList<string> Args { get; }

    /// <summary>The first thing wrong with the arguments, in one line; null if nothing is.</summary>
    public string? Error { get; }

    /// <summary>What is for Cake, in one form: <c>--name</c>, or <c>--name=value</c>.</summary>
    public IEnumerable<string> ForCake => _given.Where(one => _options.Cake.Contains(one.Option))
        .Select(one => one.Value is null ? one.Option.Name : $"{one.Option.Name}={one.Value}");

    /// <summary>What says what is run, and where, whatever the task: name and value.</summary>
    public IEnumerable<(string Name, string Value)> Common =>
        from option in _options.Ttca
        where option.Tasks is null
        from value in ValuesOf(option.Name)
        select (option.Name, value);

    /// <summary>Whether an option is there.</summary>
    /// <param name="name">Its long name.</param>
    public bool Has(string name) => _given.Any(one => one.Option.Name == name);

    /// <summary>The values of an option, in their order.</summary>
    /// <param name="name">Its long name.</param>
    public IEnumerable<string> ValuesOf(string name) => _given.Where(one => one.Option.Name == name).Select(one => one.Value!);

    /// <summary>The value of an option that is given once at most; null where it isn't.</summary>
    /// <param name="name">Its long name.</param>
    public string? ValueOf(string name) => ValuesOf(name).SingleOrDefault();

    private string? Read()
    {
        for (int i = 0; i < Args.Count; i++)
        {
            var (name, value) = Split(Args[i]);
            if (!name.StartsWith('-'))
            {
                return $"{name}: unexpected; a task is named by --target TASK (see --help)";
            }

            if (_options.Find(name) is not { } option)
            {
                string nearest = _options.Nearest(name) is { } other ? $"; nearest is {other}" : "";
                return $"{name}: unknown option{nearest} (see --help)";
            }

            if (Has(option.Name) && !option.Repeatable)
            {
                return $"{option.Name}: given more than once";
            }

            if (option.Value is not null && value is null && i + 1 < Args.Count && IsValue(Args[i + 1]))
            {
                value = Args[++i];
            }

            if (WrongValue(option, value) is { } error)
            {
                return $"{option.Name}: {error}";
            }

            _given.Add((option, value));
        }

        return null;
    }

    private static (string Name, string? Value) Split(string arg)
    {
        int at = arg.IndexOf('=', StringComparison.Ordinal);
        return arg.StartsWith('-') && at > 0 ? (arg[..at], arg[(at + 1)..]) : (arg, null);
    }

    private static bool IsValue(string arg) => !arg.StartsWith('-') || arg is ['-', >= '0' and <= '9', ..];

    private static string? WrongValue(CommandLineOption option, string? value) => (option.Value, value) switch
    {
        (null, null) => null,
        (null, _) => "takes no value",
        (_, null) => $"needs a value: {option.Name} {option.Value}",
        _ => option.Check(value),
    };

    /// <summary>
    /// An option that the task doesn't read would be ignored without a word; one that it needs is missed before anything runs.
    /// </summary>
    private string? WrongTask(CommandLineOption option)
    {
        if (option.Tasks is not { } readers)
        {
            return null;
        }

        string? task = readers.FirstOrDefault(reader => ValuesOf("--target").Contains(reader, StringComparer.OrdinalIgnoreCase));
        return Has(option.Name) ? (task is null ? $"{option.Name}: only for --target {string.Join(" or ", readers)}" : null)
            : option.Required && task is not null && !Overviews.Any(Has) ? $"--target {task}: needs {option.Name} {option.Value}"
            : null;
    }
}
