using System.ComponentModel.DataAnnotations;
using Ttca.Collective;
using Ttca.Learning;
using Ttca.Reporting;

namespace Ttca.Stages.Studies;

/// <summary>One thing that a provider might do against perturbed or extracting queries.</summary>
public sealed record ProviderDefence : IValidatableObject
{
    private const string AdversarialTraining = "adversarial-training";
    private const string ScoreRounding = "score-rounding";
    private const string RateLimit = "rate-limit";

    /// <summary>What the provider does.</summary>
    [AllowedValues("jpeg", "bit-depth", "smoothing", AdversarialTraining, ScoreRounding, RateLimit)]
    public required string Name { get; init; }

    /// <summary>How much.</summary>
    /// <value>
    /// jpeg: quality, 1 to 100. bit-depth: bits of a pixel value, 1 to 7. smoothing: standard deviation in pixels, up to 8.
    /// adversarial-training: epsilon in steps of 1/255, 1 to 64. score-rounding: digits, 0 to 6. rate-limit: queries of each member, from 1.
    /// </value>
    public required double Amount { get; init; }

    /// <summary>As tables name it.</summary>
    public string Label() => Name switch
    {
        "jpeg" => FormattableString.Invariant($"JPEG, quality {Amount}"),
        "bit-depth" => $"{Quantity.Of((int)Amount, "bit")} per value",
        "smoothing" => FormattableString.Invariant($"smoothing, {Amount} pixels"),
        AdversarialTraining => FormattableString.Invariant($"adversarial training, {Amount}/255"),
        ScoreRounding => $"scores of {Quantity.Of((int)Amount, "digit")}",
        _ => $"{Quantity.Of((int)Amount, "query")} per member",
    };

    /// <summary>An experiment whose provider does it, and nothing else.</summary>
    public Experiment Of(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return Name switch
        {
            AdversarialTraining => experiment with { Platform = experiment.Platform with { AdversarialEpsilon = new PixelFraction((int)Amount) } },
            ScoreRounding => experiment with { Collective = experiment.Collective with { ScoreDigits = (int)Amount } },
            RateLimit => experiment with { Collective = experiment.Collective with { QueryLimit = (int)Amount } },
            _ => experiment with { Defences = [new DefenceParameters { Name = Name, Amount = Amount }] },
        };
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Name switch
    {
        AdversarialTraining => Whole(1, 64),
        RateLimit => Whole(1, 10_000),
        _ => new DefenceParameters { Name = Name, Amount = Amount }.Validate(validationContext),
    };

    private IEnumerable<ValidationResult> Whole(int least, int most)
    {
        if (Amount < least || Amount > most || Amount != Math.Floor(Amount))
        {
            yield return new ValidationResult($"{Name}: must be a whole number from {least} to {most}", [nameof(Amount)]);
        }
    }
}
