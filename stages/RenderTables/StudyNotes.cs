using System.Globalization;
using Ttca.Fairness;
using Ttca.Reporting.Figures;

namespace Ttca.Stages;

/// <summary>What stands beneath every table, a line each; what columns mean is in <c>docs/studies.md</c>.</summary>
internal static class StudyNotes
{
    /// <summary>What the intervals of a table are, and what they generalise to.</summary>
    /// <param name="shown">Its metrics.</param>
    /// <param name="images">What the images are called.</param>
    /// <param name="file">Where all its numbers are.</param>
    public static string Intervals(IReadOnlyCollection<MetricEstimate> shown, string images = "test images", string file = "metrics.json")
    {
        var (interval, tested) = Evidence.Of(shown);
        return interval switch
        {
            IntervalKind.StudentT => $"95 % t-intervals over seeds and shared {images} ({tested}); percentiles: {file}.",
            IntervalKind.PercentileOfImages =>
                $"95 % percentile intervals over the {images} of one seed ({tested}): they say nothing of any other platform.",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"95 % percentile intervals over seeds and {images} ({tested}), {shown.First().Resamples:N0} resamples."),
        };
    }

    /// <summary>Undefined resamples, intervals that are none of the bootstrap's, and where columns and controls are explained.</summary>
    /// <param name="section">Of the document.</param>
    /// <param name="shown">All estimates of the table.</param>
    public static string Reading(
        string section,
        IEnumerable<MetricEstimate> shown) => string.Join(' ', [.. Exceptions(shown), $"Definitions: docs/studies.md, {section}."]);

    /// <summary>How many resamples were undefined, and whether some interval is that of the rule of three; none where neither is.</summary>
    public static IEnumerable<string> Exceptions(IEnumerable<MetricEstimate> shown)
    {
        var all = shown.ToList();
        if (all.Where(estimate => estimate.UndefinedResamples > 0).MaxBy(estimate => estimate.UndefinedResamples) is { } most)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"Up to {most.UndefinedResamples:N0} of {most.Resamples:N0} resamples undefined.");
        }

        if (all.Any(estimate => estimate.IsWithoutSpread))
        {
            yield return "Rule of three where resamples agree.";
        }
    }
}
