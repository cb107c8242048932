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
            var figure = Figures.Samples.CollectiveSize().Render().Single(f => f.Extension == "pdf");
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

    [Fact]
    public void Paper_compiles_to_the_same_bytes_each_time()
    {
        Assert.SkipUnless(PdfLatex("--version", ".") == 0, "pdflatex is not installed here");
        var folder = Directory.CreateTempSubdirectory("ttca-latex-");
        try
        {
            string Place(string name) => Path.Combine(folder.FullName, name);
            folder.CreateSubdirectory("figures");
            folder.CreateSubdirectory("tables");
            var table = Tables.SampleTables.Conditions();
            File.WriteAllText(Place("tables/collective-size.tex"), table.Render()[0].Text);
            File.WriteAllText(Place("claims.tex"), (table with { Name = "claims" }).Render()[0].Text);
            File.WriteAllBytes(Place("figures/collective-size.pdf"), Figures.EstimateSamples.Transfer().Render()[0].Bytes);
            File.WriteAllBytes(Place("figures/examples.pdf"), Figures.Samples.Examples().Render()[0].Bytes);
            File.WriteAllText(
                Place("paper.tex"),
                (Pages.LatexPaperTests.Paper() with { Description = "naïve “quotes” – 50 % of $x_1$ ^ ~ \\ é 一 ∞ ≥" }).Render());

            PdfLatex("-interaction=nonstopmode -halt-on-error paper.tex", folder.FullName).ShouldBe(0);
            PdfLatex("-interaction=nonstopmode -halt-on-error paper.tex", folder.FullName).ShouldBe(0);
            File.ReadAllLines(Place("paper.log")).Where(line => line.StartsWith("Overfull")).ShouldBeEmpty();
            var first = File.ReadAllBytes(Place("paper.pdf"));

            PdfLatex("-interaction=nonstopmode -halt-on-error paper.tex", folder.FullName).ShouldBe(0);
            File.ReadAllBytes(Place("paper.pdf")).AsSpan().SequenceEqual(first).ShouldBeTrue();
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
