using System.Text.Json;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Stages.Codecs;

namespace Ttca.Build.Diff;

/// <summary>How two runs differ: in their metrics, and in what they were made with.</summary>
/// <param name="Left">Path of the first metrics file.</param>
/// <param name="Right">Path of the second.</param>
/// <param name="Metrics">The metrics.</param>
/// <param name="Origins">Parameters, code and versions; null where a run has no provenance beside its metrics.</param>
/// <param name="WithoutProvenance">The folders that lack it.</param>
public sealed record RunDiff(
    string Left, string Right, RunDiffMetrics Metrics, RunDiffOrigins? Origins, IReadOnlyList<string> WithoutProvenance)
{
    /// <summary>Whether nothing differs, as far as it can be compared.</summary>
    public bool IsEqual => Metrics.IsEqual && Origins is not { IsEqual: false };

    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <param name="codeOf">What a code fingerprint was made of, where that is known.</param>
    public static RunDiff Of(RunDiffSide left, RunDiffSide right, Func<string, CodeListing?> codeOf)
    {
        ArgumentNullException.ThrowIfNull(codeOf);
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new RunDiff(
            left.Path,
            right.Path,
            RunDiffMetrics.Of(left.Metrics, right.Metrics),
            left.Origins is { } a && right.Origins is { } b ? RunDiffOrigins.Of(a, b, codeOf) : null,
            [.. new[] { left, right }.Where(side => side.Origins is null).Select(side => Path.GetDirectoryName(side.Path)!).Distinct()]);
    }

    /// <summary>The whole answer as indented JSON with names in kebab-case, UTF-8; an undefined number is null.</summary>
    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, JsonFormat.Options), (byte)'\n'];
}

/// <summary>Something with other values on the other side.</summary>
/// <param name="Name">Such as <c>torchsharp</c>.</param>
/// <param name="Left">All values on the left; none where it isn't there.</param>
/// <param name="Right">All values on the right.</param>
public sealed record ValueChange(string Name, IReadOnlyList<string> Left, IReadOnlyList<string> Right);

/// <summary>A metric with another value or interval.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Condition">Its condition.</param>
/// <param name="Left">On the left.</param>
/// <param name="Right">On the right.</param>
/// <param name="Difference">Right minus left; NaN where one is undefined.</param>
/// <param name="IsApart">Whether the intervals have no point in common.</param>
public sealed record MetricChange(string Metric, string Condition, Estimate Left, Estimate Right, double Difference, bool IsApart);

/// <summary>The changes of one cell of a study, those with intervals apart first, then by size.</summary>
public sealed record CellChanges(string Study, string Variable, string Value, IReadOnlyList<MetricChange> Changes);
