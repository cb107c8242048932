namespace Ttca.Build.Tools;

/// <summary>A program that makes a PDF of a LaTeX document, where it is installed.</summary>
internal sealed class LatexProgram
{
    private const string Job = "paper";
    private const int Runs = 2;     // the second knows the numbers that the first gave to figures and sections

    private readonly ExternalProgram _program;

    private LatexProgram(string name) => _program = new ExternalProgram(name, TimeSpan.FromMinutes(2));

    /// <summary>What most have.</summary>
    public static LatexProgram Pdf { get; } = new("pdflatex");

    /// <summary>Sets every script that a font of the machine has.</summary>
    public static LatexProgram Xe { get; } = new("xelatex");

    /// <summary>Whether it can be started.</summary>
    public bool IsInstalled => _program.IsInstalled;

    /// <inheritdoc/>
    public override string ToString() => _program.ToString();

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
                "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", $"-output-directory={scratch.FullName}",
                $"-jobname={Job}",
                $"{definitions}\\input{{{document}}}",
            ];
            for (int run = 0; run < Runs; run++)
            {
                if (_program.Run(folder, arguments, ReasonIn) is (null, var complaint))
                {
                    return (null, complaint);
                }
            }

            return (File.ReadAllBytes(Path.Combine(scratch.FullName, $"{Job}.pdf")), "");
        }
        catch (FileNotFoundException) when (scratch is not null)
        {
            return (null, $"{_program} ended without a page");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (
                null,
                $"there is no temporary folder to make it in ({Path.GetTempPath()}: {error.Message.TrimEnd(
                    '.')}); set TMPDIR to one that can be written");
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

    private static string? ReasonIn(string output) =>
        output.Split('\n').FirstOrDefault(line => line.StartsWith('!'))?.TrimStart('!', ' ').TrimEnd();
}
