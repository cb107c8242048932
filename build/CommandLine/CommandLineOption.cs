namespace Ttca.Build.CommandLine;

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
