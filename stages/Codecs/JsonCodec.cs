using Ttca.Pipeline;

namespace Ttca.Stages.Codecs;

/// <summary>A value as one JSON file; undefined numbers are null there.</summary>
/// <param name="file">Its name.</param>
public abstract class JsonCodec<T>(string file) : IArtifactCodec<T>
{
    public void Write(T value, ArtifactWriter writer) => writer.WriteJson(file, value);

    public T Read(ArtifactReader reader) => reader.ReadJson<T>(file);
}

/// <summary>
/// Metrics. Beside <c>estimate</c>, whose kind <c>interval</c> names, is <c>percentile</c>, with the bootstrap's percentile interval.
/// </summary>
public sealed class MetricsCodec() : JsonCodec<Metrics>("metrics.json");

/// <summary>Contrasts.</summary>
public sealed class ContrastsCodec() : JsonCodec<Contrasts>("contrasts.json");

/// <summary>Divided variance.</summary>
public sealed class DividedVarianceCodec() : JsonCodec<DividedVariance>("variance.json");

/// <summary>Numbers of test images.</summary>
public sealed class GroupCountsCodec() : JsonCodec<GroupCounts>("groups.json");

/// <summary>Tests between groups.</summary>
public sealed class GroupTestsCodec() : JsonCodec<GroupTests>("tests.json");

/// <summary>Standard deviations of pixel values.</summary>
public sealed class PixelDeviationsCodec() : JsonCodec<PixelDeviations>("pixels.json");

/// <summary>A choice of preprocessing: the best tool, each one's accuracy on the validation images, and the queries.</summary>
public sealed class PreprocessingChoiceCodec() : JsonCodec<PreprocessingChoice>("preprocessing.json");
