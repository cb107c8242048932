using System.Text;

namespace Ttca.Reporting.Pages;

/// <summary>
/// A document that shows the results of an experiment: how it was set up, the claims, then each question with its figure and its table. It
/// reads figures, tables and <c>claims.tex</c> from the folder that it stands in, and needs no package that a small installation lacks.
/// </summary>
public sealed record LatexPaper
{
    /// <summary>Macro that a caller may define, to find it again in the document's information as <c>/Inputs</c>.</summary>
    public const string InputsMacro = "ttcainputs";

    // With XeLaTeX, hyperref needs a font that a small installation lacks. Figures and tables stand where they are named: in a report
    // nobody should look for them elsewhere. Dates and random identifiers are
    // left out, so that equal inputs give equal bytes.
    private const string Preamble = """
        \documentclass[10pt]{article}
        \IfFileExists{geometry.sty}{\usepackage[a4paper,textwidth=178mm,textheight=252mm,centering]{geometry}}{}
        \IfFileExists{booktabs.sty}{\usepackage{booktabs}}{\let\toprule\hline \let\midrule\hline \let\bottomrule\hline}
        \usepackage{graphicx}
        \ifdefined\XeTeXversion\else \IfFileExists{hyperref.sty}{\usepackage[hidelinks]{hyperref}}{}\fi
        \makeatletter
        \renewenvironment{table}[1][]{\par\bigskip\noindent\begin{minipage}{\linewidth}\def\@captype{table}}{\end{minipage}\par\bigskip}
        \renewenvironment{figure}[1][]{\par\bigskip\noindent\begin{minipage}{\linewidth}\def\@captype{figure}}{\end{minipage}\par\bigskip}
        \makeatother
        \ifdefined\pdfinfoomitdate \pdfinfoomitdate=1 \fi
        \ifdefined\pdfsuppressptexinfo \pdfsuppressptexinfo=-1 \fi
        \ifdefined\pdftrailerid \pdftrailerid{}\fi
        \ifdefined\ttcainputs \ifdefined\pdfinfo \pdfinfo{/Inputs (\ttcainputs)}\else
          \special{pdf:minorversion 4}\special{pdf:docinfo <</Inputs (\ttcainputs)>>}\fi\fi
        \setlength{\parindent}{0pt}
        \emergencystretch=3em

        """;

    /// <summary>Of the experiment.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for; may be empty.</summary>
    public string Description { get; init; } = "";

    public required IReadOnlyList<PaperSetting> Settings { get; init; }

    public required IReadOnlyList<PaperSection> Sections { get; init; }

    /// <summary>
    /// Fonts of this machine for what pdfLaTeX can't set, by the macro's code (<see cref="LatexSigns"/>): XeLaTeX sets it in these.
    /// </summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, string> Fonts { get; init; } = new Dictionary<string, string>();

    /// <summary>The document.</summary>
    /// <exception cref="ArgumentException">A section's name can't be one of a file or a label.</exception>
    public string Render()
    {
        var text = new StringBuilder(Preamble.ReplaceLineEndings("\n"));
        text.Append(LatexSigns.Define(Fonts));
        text.Append("\\begin{document}\n");
        text.Append($"\\begin{{center}}\n  {{\\Large\\bfseries {LatexText.Escape(Title)}\\par}}\n");
        if (Description.Length > 0)
        {
            text.Append($"  \\medskip {LatexText.Escape(Description)}\\par\n");
        }

        text.Append("\\end{center}\n\n");
        foreach (var setting in Settings)
        {
            text.Append($"\\hangindent=1.5em \\textbf{{{LatexText.Escape(setting.Name)}:}} {LatexText.Escape(setting.Text)}\\par\n");
        }

        text.Append("\n\\section*{Claims}\n\\input{claims}\n");
        foreach (var section in Sections)
        {
            section.Check();
            text.Append(Section(section));
        }

        return text.Append("\n\\end{document}\n").ToString();
    }

    private static string Section(PaperSection section)
    {
        var text = new StringBuilder();
        text.Append($"\n\\section{{{LatexText.Escape(section.Question)}}}\n");
        if (section.HasFigure)
        {
            text.Append("\\begin{figure}\n  \\centering\n");
            text.Append($"  \\includegraphics[width=\\linewidth]{{figures/{section.Name}.pdf}}\n");
            text.Append($"  \\caption{{{LatexText.Escape(section.Caption)}}}\n  \\label{{fig:{section.Name}}}\n");
            text.Append("\\end{figure}\n");
        }

        if (section.HasTable)
        {
            text.Append($"\\input{{tables/{section.Name}}}\n");
        }

        return text.ToString();
    }
}
