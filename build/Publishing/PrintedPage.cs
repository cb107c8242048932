using System.Security.Cryptography;
using System.Text;
using Ttca.Build.Tools;
using Ttca.Pipeline;
using Ttca.Reporting.Pages;

namespace Ttca.Build.Publishing;

/// <summary>
/// The results on paper and as one web page: <c>paper.tex</c>, <c>paper.pdf</c> where pdfLaTeX is installed, and <c>report.html</c>.
/// </summary>
internal static class PrintedPage
{
    private const string Tex = "paper.tex";
    private const string Pdf = "paper.pdf";
    private const string Report = "report.html";
    private const int MostSigns = 20;

    /// <summary>Names of its files.</summary>
    public static IReadOnlyList<string> Files { get; } = [Tex, Pdf, Report];

    /// <summary>Writes what differs from what is there.</summary>
    /// <param name="subject">Says what was asked.</param>
    /// <param name="provenance">Of the finished run, whose files are in <paramref name="results"/>.</param>
    /// <param name="origins">Of those files.</param>
    /// <param name="results">Its folder of results.</param>
    /// <param name="say">Hears in a line why there is no PDF.</param>
    /// <exception cref="ExportException">A file can't be written.</exception>
    public static void Write(PageSubject subject, Provenance provenance, FileOrigins origins, string results, Action<string> say)
    {
        var sections = PaperContents.Sections(subject.Sections, origins.Names, name => File.ReadAllText(Path.Combine(results, name)));
        var paper = new LatexPaper
        {
            Title = subject.Title,
            Description = subject.Description,
            Settings = subject.Settings,
            Sections = sections,
        };
        var signs = LatexSigns.Of(
            origins.Names.Where(name => name.EndsWith(".tex", StringComparison.Ordinal))
                .Select(name => File.ReadAllText(Path.Combine(results, name)))
                .Prepend(paper.Render()));
        var fonts = LatexSigns.FontsFor(signs);
        byte[] tex = Encoding.UTF8.GetBytes((paper with { Fonts = fonts }).Render());
        ArtifactExport.Write(Path.Combine(results, Tex), tex);
        ArtifactExport.Write(
            Path.Combine(results, Report), Encoding.UTF8.GetBytes(ReportOf(subject, provenance, origins, sections, results)));
        var program = signs.Count > 0 && LatexProgram.Xe.IsInstalled ? LatexProgram.Xe : LatexProgram.Pdf;
        if (WritePdf(program, results, Inputs(program, tex, provenance), say))
        {
            TellLost(program, signs, fonts, say);
        }
    }

    /// <summary>Removes pages of earlier results, for the figures and tables that they show have changed.</summary>
    public static void Remove(string results)
    {
        foreach (string name in Files)
        {
            File.Delete(Path.Combine(results, name));
        }
    }

    private static string ReportOf(
        PageSubject subject, Provenance provenance, FileOrigins origins, IReadOnlyList<PaperSection> sections, string results)
    {
        return new HtmlReport
        {
            Title = subject.Title,
            Description = subject.Description,
            Settings = [.. subject.Settings, new PaperSetting("Command", provenance.Command)],
            Parameters = subject.Parameters,
            Claims = subject.Claims,
            Sections = [.. sections.Select(section => new HtmlSection(
                section,
                section.HasFigure ? Read($"figures/{section.Name}.svg") : null,
                section.HasTable ? TableOf($"tables/{section.Name}.html") : null,
                PaperContents.SourcesOf(section, origins)))],
            Provenance = PaperContents.Entries(provenance),
        }.Render();

        string TableOf(string file) => InlineTable.Of(Read(file), path => origins.Resolve(file, path));

        string Read(string file) => File.ReadAllText(Path.Combine(results, file));
    }

    /// <summary>What the PDF is made from and with: the document, and every file that it may read.</summary>
    private static string Inputs(LatexProgram program, byte[] tex, Provenance provenance)
    {
        var files = provenance.Nodes
            .SelectMany(node => node.Outputs)
            .Where(file => file.Name.EndsWith(".tex", StringComparison.Ordinal) || file.Name.EndsWith(".pdf", StringComparison.Ordinal));
        string list = string.Join(
            '\n',
            files.Select(file => $"{file.Name} {file.Sha256}")
                .Order(StringComparer.Ordinal)
                .Prepend($"{program} {Convert.ToHexStringLower(SHA256.HashData(tex))}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list)));
    }

    /// <summary>The PDF is made where it can be: whatever stands against it, the run is finished without.</summary>
    /// <returns>Whether it was made now.</returns>
    private static bool WritePdf(LatexProgram program, string results, string inputs, Action<string> say)
    {
        string path = Path.Combine(results, Pdf);
        try
        {
            if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.ASCII.GetBytes(inputs)) >= 0)
            {
                return false;
            }

            var (pdf, complaint) = program.Compile(results, Tex, $"\\def\\{LatexPaper.InputsMacro}{{{inputs}}}");
            if (pdf is not null)
            {
                ArtifactExport.Write(path, pdf);
                return true;
            }

            say($"{Pdf} was not made: {complaint}");
            File.Delete(path);      // it would pass for these results
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ExportException)
        {
            say($"{Pdf} is not of these results: {error.Message}");
        }

        return false;
    }

    private static void TellLost(
        LatexProgram program, IReadOnlyDictionary<string, string> signs, IReadOnlyDictionary<string, string> fonts, Action<string> say)
    {
        var lost = signs.Where(sign => program == LatexProgram.Pdf || !fonts.ContainsKey(sign.Key))
            .SelectMany(sign => sign.Value.EnumerateRunes()).Where(rune => rune.Value != ' ').Distinct().Select(rune => $"{rune}").ToList();
        if (lost.Count > 0)
        {
            var missing = program == LatexProgram.Pdf
                ? "pdfLaTeX can't set them: install XeLaTeX"
                : "no font of this machine has them: install one that does, such as Noto Sans";
            say(
                $"{Pdf} has substitutes for "
                    + $"{string.Join(' ', lost.Take(MostSigns))}"
                    + $"{(lost.Count > MostSigns ? $" and {lost.Count - MostSigns} more" : "")}; {missing}");
        }
    }
}
