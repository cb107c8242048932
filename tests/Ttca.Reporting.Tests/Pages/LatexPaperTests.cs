using Ttca.Reporting.Pages;

namespace Ttca.Reporting.Tests.Pages;

public sealed class LatexPaperTests
{
    [Fact]
    public void Document_holds_setting_claims_and_sections_in_order()
    {
        var body = Paper().Render().Split("\\begin{document}\n")[1];

        body.ShouldBe("""

            \begin{center}
              {\Large\bfseries Experiment sample\par}
              \medskip A \& B, 50 \%\par
            \end{center}

            \hangindent=1.5em \textbf{Platform:} resnet8, 8 epochs\par

            \section*{Claims}
            \input{claims}

            \section{How many members does a collective need?}
            \begin{figure}
              \centering
              \includegraphics[width=\linewidth]{figures/collective-size.pdf}
              \caption{Accuracy \& closure by members; 95 \% intervals.}
              \label{fig:collective-size}
            \end{figure}
            \input{tables/collective-size}

            \section{What do images look like before and after?}
            \begin{figure}
              \centering
              \includegraphics[width=\linewidth]{figures/examples.pdf}
              \caption{Test images.}
              \label{fig:examples}
            \end{figure}

            \end{document}

            """.ReplaceLineEndings("\n")[1..]);
    }

    [Theory]
    [InlineData("naïve “quotes” – é", "naïve “quotes” – é"), InlineData("two\nlines\tand a tab", "two lines and a tab")]
    [InlineData("Łódź, Erdős, şı, € µ", @"\L{}ód\'{z}, Erd\H{o}s, \c{s}\i{}, \texteuro{} $\mu$")]
    [InlineData("e\u0301 a\u030A n\u0303 \u1EC7 \u01D8 i\u0304", @"é å ñ \^{\d{e}} \'{\""{u}} \={\i}")]
    [InlineData("cats (猫) and קלאס אחד.", @"cats (\ttcaunicode{732B}{猫}{?}) and \ttcaunicode{05E7}{קלאס אחד}{???? ???}.")]
    [InlineData("ą 😀", @"\ttcaunicode{0105}{ą 😀}{a ?}")]
    [InlineData("\u0007", "\\ttcaunicode{FFFD}{\uFFFD}{?}")]
    public void Text_holds_no_sign_that_stops_pdflatex(string text, string expected) =>
        (Paper() with { Description = text }).Render().Split("  \\medskip ")[1].Split("\\par\n")[0].ShouldBe(expected);

    [Fact]
    public void Section_whose_name_cannot_be_a_label_throws() =>
        Should.Throw<ArgumentException>(() => (Paper() with { Sections = [new("a_b", "", "")] }).Render())
            .Message.ShouldBe("section name 'a_b': use lower-case letters, digits and hyphens");

    public static LatexPaper Paper() => new()
    {
        Title = "Experiment sample",
        Description = "A & B, 50 %",
        Settings = [new("Platform", "resnet8, 8 epochs")],
        Sections = SamplePages.Sections,
    };
}
