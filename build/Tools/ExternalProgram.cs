using System.ComponentModel;
using System.Diagnostics;

namespace Ttca.Build.Tools;

/// <summary>A program that may be installed on this machine, found in the folders of <c>PATH</c>.</summary>
/// <param name="name">Its name.</param>
/// <param name="limit">How long it may take.</param>
public sealed class ExternalProgram(string name, TimeSpan limit)
{
    /// <summary>Whether it can be started.</summary>
    public bool IsInstalled => Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".exe"))) == true;

    /// <summary>Runs it to its end, without input and without a shell.</summary>
    /// <param name="folder">That it runs in.</param>
    /// <param name="arguments">As it gets them.</param>
    /// <param name="reasonIn">Finds in what it printed why it failed; null: no reason.</param>
    /// <returns>What it printed as its output, or null and why it didn't succeed, in a line.</returns>
    public (string? Output, string Complaint) Run(string folder, IEnumerable<string> arguments, Func<string, string?> reasonIn)
    {
        ArgumentNullException.ThrowIfNull(reasonIn);
        var start = new ProcessStartInfo(name, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            // equal inputs give equal bytes, whenever it ran
            Environment = { ["SOURCE_DATE_EPOCH"] = "0", ["FORCE_SOURCE_DATE"] = "1" },
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();     // read, so that the program never waits for a reader
            if (!process.WaitForExit(limit))
            {
                process.Kill(entireProcessTree: true);
                return (null, $"{name} took longer than {limit.TotalMinutes} minutes");
            }

            string text = output.GetAwaiter().GetResult();
            return process.ExitCode == 0
                ? (text, "")
                : (null, $"{name} failed: {reasonIn(text + error.GetAwaiter().GetResult()) ?? "it said no reason"}");
        }
        catch (Win32Exception)
        {
            return (null, $"{name} is not installed");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => name;
}
