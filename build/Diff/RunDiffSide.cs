using System.Text.Json;
using Cake.Core;
using Ttca.Stages;
using Ttca.Stages.Codecs;

namespace Ttca.Build.Diff;

/// <summary>One of two runs to compare: its metrics, and where they came from if that is beside them.</summary>
/// <param name="Path">Of the metrics file.</param>
/// <param name="Metrics">What it holds.</param>
/// <param name="Origins">One for each node; null where there is no <c>provenance.json</c>.</param>
public sealed record RunDiffSide(string Path, ExperimentMetrics Metrics, IReadOnlyList<RunDiffOrigin>? Origins)
{
    /// <summary>A hundred times what the largest experiment writes: more is some other file.</summary>
    private const int MostMegabytes = 256;

    private static readonly JsonSerializerOptions Strict = new(JsonFormat.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="option">Such as <c>--left</c>: for messages.</param>
    /// <param name="path">A folder of results, or a metrics file.</param>
    /// <exception cref="CakeException">There is no such thing, or it isn't what it should be.</exception>
    public static RunDiffSide Read(string option, string path)
    {
        string metrics = Directory.Exists(path) ? System.IO.Path.Combine(path, ExperimentMetrics.FileName) : path;
        if (!File.Exists(metrics))
        {
            throw new CakeException(metrics == path
                ? $"{option} {path}: there is no such file or folder"
                : $"{option} {path}: there is no {ExperimentMetrics.FileName} in this folder; give one that holds an experiment's "
                    + $"results, such as results/embedded");
        }

        string provenance = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(metrics)!, "provenance.json");
        return new RunDiffSide(
            metrics,
            Parse(option, metrics, "a metrics file", ReadMetrics),
            File.Exists(provenance) ? Parse(option, provenance, "a provenance file", RunDiffOrigin.Read) : null);
    }

    private static T Parse<T>(string option, string path, string kind, Func<byte[], T> parse)
    {
        try
        {
            long size = new FileInfo(path).Length;
            return size <= MostMegabytes * 1024L * 1024
                ? parse(File.ReadAllBytes(path))
                : throw new CakeException(
                    $"{option} {path}: is not {kind}: {size / (1024 * 1024)} MiB are more than the {MostMegabytes} MiB that one may have");
        }
        catch (JsonException error)
        {
            throw new CakeException($"{option} {path}: is not {kind}: {Describe(error)}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CakeException($"{option} {path}: can't be read: {FirstLine(error.Message)}", error);
        }
    }

    private static ExperimentMetrics ReadMetrics(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var metrics = document.Deserialize<ExperimentMetrics>(Strict) ?? throw new JsonException("it holds nothing but null");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in metrics.Cells)
        {
            foreach (var estimate in (cell ?? throw new JsonException("a cell is null")).Metrics.Estimates)
            {
                string name =
                    $"{cell.Study} {cell.Variable}={cell.Value}: "
                        + $"{(estimate ?? throw new JsonException("an estimate is null")).Name} ({estimate.Condition})";
                if (!seen.Add(name))
                {
                    throw new JsonException($"it has '{name}' twice");
                }
            }
        }

        return metrics;
    }

    /// <summary>Where and what, without the names of our types.</summary>
    private static string Describe(JsonException error)
    {
        const string Lacks = "including: ";
        string message = FirstLine(error.Message);
        return error switch
        {
            _ when message.LastIndexOf(Lacks, StringComparison.Ordinal) is var at and >= 0 => $"it lacks {message[(at + Lacks.Length)..]}",
            { Path: { } path } => $"{path} is not what it should be",
            { LineNumber: { } line } => $"it is not JSON (line {line + 1})",
            _ => message,
        };
    }

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('.', '\r');
}
