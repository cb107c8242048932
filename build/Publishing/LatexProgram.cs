using System.ComponentModel;
using System.Diagnostics;

namespace Ttca.Build.Publishing;

/// <summary>A program that makes a PDF of a LaTeX document, where it is installed.</summary>
/// <param name="program">Its name.</param>
internal sealed class LatexProgram(string program)
{
    private const string Job = "paper";
    private const int Runs = 2;     // the second knows the numbers that the first gave to figures and sections
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>What most have.</summary>
    public static LatexProgram Pdf { get; } = new("pdflatex");

    /// <summary>Sets every script that a font of the machine has.</summary>
    public static LatexProgram Xe { get; } = new("xelatex");

    /// <summary>Whether it can be started.</summary>
    public bool IsInstalled => Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe"))) == true;

    /// <inheritdoc/>
    public override string ToString() => program;

    /// <summary>Compiles a document. Nothing is written beside it, and no program is started by it.</summary>
    /// <param name="folder">Holds the document and what it reads.</param>
    /// <param name="document">File name.</param>
    /// <param name="definitions">Macros to define before it.</param>
    /// <returns>The PDF, or null and why there is none, in a line.</returns>
    public (byte[]? Pdf, string Complaint) Compile(string folder, string document, string definitions)
    {
        DirectoryInfo? scratch = null;
        try
        {
            scratch = Directory.CreateTempSubdirectory("ttca-paper-");
            string[] arguments =
            [
                "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", $"-output-directory={scratch.FullName}", $"-jobname={Job}",
                $"{definitions}\\input{{{document}}}",
            ];
            for (int run = 0; run < Runs; run++)
            {
                if (Run(folder, arguments) is { } complaint)
                {
                    return (null, complaint);
                }
            }

            return (File.ReadAllBytes(Path.Combine(scratch.FullName, $"{Job}.pdf")), "");
        }
        catch (FileNotFoundException) when (scratch is not null)
        {
            return (null, $"{program} ended without a page");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, $"there is no temporary folder to make it in ({Path.GetTempPath()}: {error.Message.TrimEnd('.')}); set TMPDIR to one that can be written");
        }
        finally
        {
            Remove(scratch);
        }
    }

    /// <summary>What can't be removed from a temporary folder is no reason to fail.</summary>
    private static void Remove(DirectoryInfo? scratch)
    {
        try
        {
            scratch?.Delete(recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Why it failed; null if it didn't.</summary>
    private string? Run(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["SOURCE_DATE_EPOCH"] = "0", ["FORCE_SOURCE_DATE"] = "1" },      // XeLaTeX has no other way to leave out when it ran
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();     // read, so that the program never waits for a reader
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                return $"{program} took longer than {Limit.TotalMinutes} minutes";
            }

            string text = output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult();
            return process.ExitCode == 0 ? null : $"{program} failed: {Reason(text)}";
        }
        catch (Win32Exception)
        {
            return $"{program} is not installed";
        }
    }

    private static string Reason(string output) =>
        output.Split('\n').FirstOrDefault(line => line.StartsWith('!'))?.TrimStart('!', ' ').TrimEnd() ?? "it said no reason";
}
