using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ttca.Datasets;

namespace Ttca.Stages;

/// <summary>Pictures that are drawn by code, the same for every seed of an experiment.</summary>
public sealed record EmbeddedParameters : DatasetParameters, IValidatableObject
{
    private const long DrawingSeed = 1;

    public override string Name => "embedded";

    public override string Title => "embedded data, drawn by code";

    public override int Classes => EmbeddedDataset.ClassNames.Count;

    public override int Size => EmbeddedDataset.Size;

    /// <summary>Images to draw for training and for the collective.</summary>
    /// <value>No default.</value>
    [Range(100, 1_000_000)]
    public int? TrainImages { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] // so many are drawn
    public override int TestImages { get; init; } = 2_000;

    internal override int? KnownTrainingImages => TrainImages;

    internal override Dataset Read(DatasetReading reading) => EmbeddedDataset.Draw(TrainImages!.Value, TestImages, DrawingSeed);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TrainImages is null)
        {
            yield return new ValidationResult("'embedded' needs train-images: how many to draw", [nameof(TrainImages)]);
        }
    }
}
