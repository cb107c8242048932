using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ttca.Pipeline;

/// <summary>
/// One line from a worker to its host, on a pipe of its own: progress, or a logged line, or the end of the job. In the other direction, on
/// standard input, each line is a <see cref="NodeJob"/>; the end of that stream means that the host is gone.
/// </summary>
internal sealed record WorkerMessage
{
    public WorkerProgress? Progress { get; init; }

    public string? Line { get; init; }

    public JobResult? Result { get; init; }

    public string Write() => JsonSerializer.Serialize(this, WorkerJson.Default.WorkerMessage);

    /// <exception cref="JsonException">It is no message, or one that was cut short.</exception>
    /// <exception cref="ArgumentException">A name or hash in it isn't one.</exception>
    public static WorkerMessage Read(string line) => JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerMessage)!;
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
