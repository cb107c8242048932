using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Learning.Training;
using Ttca.Reporting;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>What an experiment file says: one section per part of the paper's setup, and the studies to run on it.</summary>
/// <remarks>Sections that are left out, and members of a section that are left out, keep the defaults below.</remarks>
public sealed record Experiment : IValidatableObject
{
    private const int LeastImagesToTrainOn = 2;     // batch norm needs two

    /// <summary>Names the folder of results; lower case letters, digits and hyphens.</summary>
    [RegularExpression("[a-z0-9][a-z0-9-]{0,63}")]
    public required string Name { get; init; }

    /// <summary>One sentence on what the experiment is for; no result depends on it.</summary>
    public string Description { get; init; } = "";

    public DatasetParameters Dataset { get; init; } = new EmbeddedParameters();

    public DisparityParameters Disparity { get; init; } = new();

    /// <summary>The network behind the black box, and how it is trained.</summary>
    public TrainingParameters Platform { get; init; } = new();

    /// <summary>What the provider puts before and behind the network against perturbed or extracting queries, in this order.</summary>
    public IReadOnlyList<DefenceParameters> Defences { get; init; } = [];

    public CollectiveParameters Collective { get; init; } = new();

    /// <summary>The network that the collective trains on the answers.</summary>
    public TrainingParameters Proxy { get; init; } = new();

    public PerturbationParameters Perturbation { get; init; } = new();

    public BootstrapParameters Bootstrap { get; init; } = new();

    public ReplicatesParameters Replicates { get; init; } = new();

    public TuningParameters Tuning { get; init; } = new();

    /// <summary>The questions to answer; each gives a figure and a table.</summary>
    [Length(1, 32)]
    public IReadOnlyList<IStudy> Studies { get; init; } = [new CollectiveSizeStudy(), new EpsilonStudy()];

    /// <summary>Names its results: those of a run for choosing lie apart from those that are reported.</summary>
    [JsonIgnore]
    public string ResultsName => Tuning.IsActive ? $"{Name}-tuning" : Name;

    /// <summary>The numbers of the platforms that are drawn.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Seeds => Tuning.IsActive ? Tuning.Seeds : [.. Enumerable.Range(1, Replicates.Platforms)];

    /// <summary>The attributes of images that tell groups anywhere in it, in the order of their names; the class is none of them.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string> GroupAttributes =>
    [
        .. Disparity.Subgroup.Select(line => line.Attribute).OfType<string>()
            .Concat(Studies.OfType<FairnessStudy>().SelectMany(study => study.Attributes).SelectMany(Grouping.AttributesOf))
            .Where(name => name != NaturalSubgroup.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>What whoever runs it should know beforehand; sentences.</summary>
    public IEnumerable<string> Remarks() => Studies.OfType<FairnessStudy>().SelectMany(study => study.RemarksOn(Dataset));

    /// <summary>
    /// The fewest answers that a proxy is trained on: the smallest collective's, which is a pool of one where there is such an ablation, or
    /// the largest one's under a rate limit; null where there is no collective.
    /// </summary>
    private long? LeastAnswers => Collective.Sizes.Count == 0 ? null : Studies.OfType<DefenceStudy>().SelectMany(study => study.Variants)
        .Select(variant => variant.Of(this).Collective.AnswersTo(Collective.Sizes.Max()))
        .Append(Collective.AnswersTo(Studies.OfType<AblationStudy>().Any() ? 1 : Collective.Sizes.Min()))
        .Min();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Name == "store")
        {
            yield return new ValidationResult("'store' is the name of the folder of finished work: choose another", [nameof(Name)]);
        }

        if (Tuning.Seeds.FirstOrDefault(seed => seed <= Replicates.Platforms) is > 0 and var tuned)
        {
            yield return new ValidationResult(
                $"seed {tuned} is one of the {Replicates.Platforms} that are reported (replicates.platforms): what is chosen on a "
                    + $"seed can't be shown by it",
                [nameof(Tuning)]);
        }

        if (Studies.CountBy(study => study.GetType()).Any(count => count.Value > 1))
        {
            yield return new ValidationResult("names a study twice: their figures would have one name", [nameof(Studies)]);
        }

        if (Bootstrap.PositiveClass >= Dataset.Classes)
        {
            yield return new ValidationResult(
                $"positive-class is {Bootstrap.PositiveClass}; the classes of '{Dataset.Name}' are 0 to {Dataset.Classes - 1}",
                [nameof(Bootstrap)]);
        }

        foreach (string problem in Studies.OfType<FairnessStudy>().SelectMany(study => study.ProblemsWith(Dataset)))
        {
            yield return new ValidationResult(problem, [nameof(Studies)]);
        }

        if (LeastAnswers is { } answers && answers < LeastImagesToTrainOn)
        {
            yield return new ValidationResult(
                $"a collective gets {Quantity.Of(answers, "answer")} in all, and a proxy is trained on {LeastImagesToTrainOn} at "
                    + $"least: raise sizes, queries-per-member or the limit of queries",
                [nameof(Collective)]);
        }

        int members = Collective.Sizes.DefaultIfEmpty().Max();
        if (Dataset.KnownTrainingImages - (Tuning.IsActive ? Tuning.Images : 0) is { } pool
            && pool < Dataset.PlatformImages + members * Collective.QueriesPerMember + TrainingPool.LeastToChooseOn)
        {
            yield return new ValidationResult(
                $"{Dataset.PlatformImages} images for the platform and {members} x {Collective.QueriesPerMember} for the "
                    + $"collective, and {TrainingPool.LeastToChooseOn} at least to choose controls on, are more than the {pool} of "
                    + $"dataset.train-images{(Tuning.IsActive ? " without tuning.images" : "")}",
                [nameof(Dataset)]);
        }
    }
}
