using System.Globalization;
using Ttca.Pipeline;
using Ttca.Reporting;

namespace Ttca.Build.Inspection;

/// <summary>What stale nodes may take and make, as a sentence.</summary>
public static class EstimateText
{
    /// <param name="estimate">Of what is stale.</param>
    /// <param name="jobs">Nodes that run at once.</param>
    public static string Of(RunEstimate estimate, int jobs)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        if (estimate.JudgedBy == 0)
        {
            return "How long that takes, and how much disk it needs, isn't known: no such node has run with this store yet.";
        }

        string rough = estimate.ByStageAlone == 0
            ? ""
            : $"; {Quantity.Of(estimate.ByStageAlone, "node")} only by others of their stage with other parameters, which may be far off";
        string unknown = estimate.Unknown.Count == 0
            ? ""
            : $"; nothing is known of "
                + $"{string.Join(", ", estimate.Unknown.Select(stage => $"{stage.Stage} ({Quantity.Of(stage.Nodes, "node")})"))}";
        return $"All of it takes about {Duration(estimate.Seconds)} on {Quantity.Of(jobs, "job")} and "
            + $"{Sizes.Of((long)estimate.Bytes)} of disk, judging by {Quantity.Of(estimate.JudgedBy, "earlier node")}{rough}{unknown}.";
    }

    /// <summary>Two units, as more would promise too much.</summary>
    private static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Max(1, Math.Round(seconds)));
        return time switch
        {
            { TotalDays: >= 1 } => $"{time.Days} d {time.Hours} h",
            { TotalHours: >= 1 } => $"{time.Hours} h {time.Minutes} min",
            { TotalMinutes: >= 1 } => $"{time.Minutes} min {time.Seconds} s",
            _ => $"{time.Seconds} s",
        };
    }
}
