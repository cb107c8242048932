using Ttca.Reporting.Figures;

namespace Ttca.Stages;

/// <summary>The caption of a study's figure: what is drawn, what it shows in numbers, and what these rest on.</summary>
/// <param name="Shown">What is drawn, a sentence.</param>
/// <param name="Findings">What it shows.</param>
public sealed record FigureCaption(string Shown, params IReadOnlyList<Finding> Findings)
{
    /// <param name="cells">The study's.</param>
    /// <param name="evidence">Of the figure.</param>
    internal string In(IReadOnlyList<Metrics> cells, Evidence evidence) =>
        string.Join(
            ' ',
            ((string[])[Shown, .. Findings.Select(finding => finding.In(cells)), Of(evidence)]).Where(sentence => sentence.Length > 0));

    /// <summary>How marks and numbers are to be read, and what they rest on.</summary>
    internal static string Of(Evidence evidence) => $"Intervals: {evidence.IntervalName}; small circles: single seeds; {evidence.Sample}.";
}
