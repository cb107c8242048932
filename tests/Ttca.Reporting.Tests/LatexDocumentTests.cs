using System.Diagnostics;
using Ttca.Reporting.Figures;

namespace Ttca.Reporting.Tests;

public sealed class LatexDocumentTests
{
    [Fact]
    public void Tables_and_figures_compile_in_a_minimal_document()
    {
        Assert.SkipUnless(PdfLatex("--version", ".") == 0 && HasBooktabs(), "pdflatex with booktabs is not installed here");
        var folder = Directory.CreateTempSubdirectory("ttca-latex-");
        try
        {
            var table = Tables.SampleTables.Conditions().Render().Single(f => f.Extension == "tex");
            var figure = Figures.Samples.CollectiveSize().Render().Single(f => f.Format == FigureFormat.Pdf);
            File.WriteAllText(Path.Combine(folder.FullName, "table.tex"), table.Text);
            File.WriteAllBytes(Path.Combine(folder.FullName, "figure.pdf"), figure.Bytes);
            File.WriteAllText(Path.Combine(folder.FullName, "paper.tex"), """
                \documentclass{article}
                \usepackage{booktabs}
                \usepackage{graphicx}
                \begin{document}
                \input{table}
                \noindent\includegraphics[width=\linewidth]{figure}
                \end{document}
                """);

            PdfLatex("-interaction=nonstopmode -halt-on-error paper.tex", folder.FullName).ShouldBe(0);

            File.ReadAllLines(Path.Combine(folder.FullName, "paper.log")).Where(line => line.StartsWith("Overfull")).ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool HasBooktabs() => Run("kpsewhich", "booktabs.sty", ".") == 0;

    private static int PdfLatex(string arguments, string folder) => Run("pdflatex", arguments, folder);

    private static int Run(string program, string arguments, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
            })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)    // no such program
        {
            return -1;
        }
    }
}
