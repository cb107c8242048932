using System.ComponentModel;
using System.Diagnostics;

namespace Ttca.Build.Running;

/// <summary>The commit that a run runs from, and whether the working tree is as committed: recorded with each node, for people.</summary>
/// <param name="Commit">40 hexadecimal digits; <c>unknown</c> without git.</param>
/// <param name="Tree"><c>clean</c>, <c>modified</c> or <c>unknown</c>.</param>
public sealed record SourceState(string Commit, string Tree)
{
    private const string Unknown = "unknown";

    /// <summary>Asks git about the repository in <paramref name="root"/>.</summary>
    public static SourceState Of(string root) => Ask(root, "rev-parse", "HEAD") is { } commit && Ask(root, "status", "--porcelain") is { } changes
        ? new SourceState(commit, changes.Length == 0 ? "clean" : "modified")
        : new SourceState(Unknown, Unknown);

    private static string? Ask(string root, params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;    // there is no git
        }
    }
}
