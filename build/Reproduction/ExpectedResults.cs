using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cake.Core;
using Ttca.Build.Planning;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Stages;
using Ttca.Stages.Codecs;

namespace Ttca.Build.Reproduction;

/// <summary>What a run of an experiment should give: the content of <c>experiments/&lt;name&gt;.expected.json</c>.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Machine">Type of the machine, and the numeric environment, on which each node gave these bytes.</param>
/// <param name="Commit">The commit that it ran from.</param>
/// <param name="Nodes">Hash of each node's artifact, by the node's id.</param>
/// <param name="Metrics">Value and ends of the interval of each metric, by its name; null where undefined.</param>
public sealed record ExpectedResults(
    string Experiment,
    string Machine,
    string Commit,
    IReadOnlyDictionary<string, string> Nodes,
    IReadOnlyDictionary<string, IReadOnlyList<double>> Metrics)
{
    private const long MostBytes = 50_000_000;
    private static readonly JsonSerializerOptions OneLine = new(
        JsonFormat.Options) { WriteIndented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a finished run gave.</summary>
    /// <param name="result">All nodes are up to date.</param>
    /// <param name="environment">That it ran in.</param>
    /// <param name="results">The folder with its <c>metrics.json</c>.</param>
    public static ExpectedResults Of(RunResult result, NumericEnvironment environment, string results)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(environment);
        var metrics = JsonSerializer.Deserialize<ExperimentMetrics>(
            File.ReadAllBytes(Path.Combine(results, ExperimentMetrics.FileName)), JsonFormat.Options)!;
        var (commit, tree) = NumericEnvironment.Source;
        return new ExpectedResults(
            metrics.Experiment,
            environment.MachineType,
            tree == "clean" ? commit : $"{commit} ({tree})",
            result.Nodes.ToDictionary(node => node.Node.Id, node => node.Action!.Stored.Artifact.Hash),
            metrics.Cells.SelectMany(cell => cell.Metrics.Estimates.Select(estimate => (cell, estimate))).ToDictionary(
                one => $"{one.cell.Study} {one.cell.Variable}={one.cell.Value}: {one.estimate.Name} ({one.estimate.Condition})",
                one => Numbers(one.estimate.Estimate)));
    }

    /// <summary>Reads the file of an experiment.</summary>
    /// <exception cref="CakeException">It can't be read, or isn't such a file.</exception>
    public static ExpectedResults Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MostBytes
                ? JsonSerializer.Deserialize<ExpectedResults>(File.ReadAllBytes(path), JsonFormat.Options)
                    ?? throw new JsonException("it is empty")
                : throw new JsonException("it is too large");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CakeException($"{path} can't be read as expected results: {error.Message}");
        }
    }

    /// <summary>JSON with a line for each node and each metric, so that a change of the file shows what has changed.</summary>
    public byte[] ToJson()
    {
        var text = new StringBuilder("{\n");
        text.Append($"\"experiment\": {Json(Experiment)},\n\"machine\": {Json(Machine)},\n\"commit\": {Json(Commit)},\n");
        text.Append("\"nodes\": {\n").AppendJoin(",\n", Nodes.Select(node => $"{Json(node.Key)}: {Json(node.Value)}")).Append("\n},\n");
        text.Append("\"metrics\": {\n")
            .AppendJoin(",\n", Metrics.Select(metric => $"{Json(metric.Key)}: {Json(metric.Value)}"))
            .Append("\n}\n}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IReadOnlyList<double> Numbers(Estimate estimate) => [estimate.Value, estimate.Low, estimate.High];

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, OneLine);
}
