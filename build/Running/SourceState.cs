namespace Ttca.Build.Running;

/// <summary>The commit that the program was built from, and whether the tree was as committed: recorded with each node, for people.</summary>
/// <param name="Commit">40 or 64 hexadecimal digits; <c>unknown</c> where the solution's folder was no repository, or git was missing.</param>
/// <param name="Tree"><c>clean</c>, <c>modified</c> or <c>unknown</c>.</param>
public sealed record SourceState(string Commit, string Tree)
{
    /// <summary>What the build left beside the program; see build/msbuild/SourceState.targets.</summary>
    private const string FileName = "source-state.txt";

    private static readonly SourceState Unknown = new("unknown", "unknown");

    /// <summary>Of the running program.</summary>
    public static SourceState OfThisProgram { get; } = Read(Path.Combine(AppContext.BaseDirectory, FileName));

    private static SourceState Read(string file) =>
        File.Exists(file) && File.ReadAllText(file).Split(' ', StringSplitOptions.TrimEntries) is [var commit, var tree] ? new SourceState(commit, tree) : Unknown;
}
