using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ttca.Pipeline;

/// <summary>
/// One line from a worker to its host: progress, or a logged line, or the end of the job. In the other direction each line is a
/// <see cref="NodeJob"/>; the end of that stream means that the host is gone.
/// </summary>
internal sealed record WorkerMessage
{
    public WorkerProgress? Progress { get; init; }

    public string? Line { get; init; }

    public JobResult? Result { get; init; }

    public string Write() => JsonSerializer.Serialize(this, WorkerJson.Default.WorkerMessage);

    /// <summary>The message in a line; null where the line is something else, such as what a native library printed.</summary>
    public static WorkerMessage? TryRead(string line)
    {
        try
        {
            var message = line.StartsWith('{') ? JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerMessage) : null;
            return message is { Progress: null, Line: null, Result: null } ? null : message;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return line.StartsWith("{\"result\":", StringComparison.Ordinal)
                ? new WorkerMessage { Result = new JobResult(Failure: new NodeFailure($"its worker gave an answer that can't be read: {error.Message}", [])) }
                : null;
        }
    }
}

/// <inheritdoc cref="IStageProgress.Report"/>
internal sealed record WorkerProgress(long Done, long Total, string Detail);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(NodeJob))]
[JsonSerializable(typeof(WorkerMessage))]
internal sealed partial class WorkerJson : JsonSerializerContext;
