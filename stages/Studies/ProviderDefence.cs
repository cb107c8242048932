using System.ComponentModel.DataAnnotations;
using Ttca.Collective;
using Ttca.Learning;
using Ttca.Parameters;
using Ttca.Reporting;

namespace Ttca.Stages.Studies;

/// <summary>One thing that a provider might do against perturbed or extracting queries.</summary>
public sealed record ProviderDefence : IValidatableObject
{
    private const string AdversarialTraining = "adversarial-training";
    private const string ScoreRounding = "score-rounding";
    private const string RateLimit = "rate-limit";

    /// <summary>What the provider does.</summary>
    [NameOf(typeof(Defence), AdversarialTraining, RateLimit)]
    public required string Name { get; init; }

    /// <summary>How much.</summary>
    /// <value>
    /// adversarial-training: epsilon in steps of 1/255, 1 to 64. rate-limit: queries of each member, from 1. Others: what
    /// <see cref="Defence.AmountIs"/> says.
    /// </value>
    public required double Amount { get; init; }

    /// <summary>As tables name it.</summary>
    public string Label() => Name switch
    {
        AdversarialTraining => FormattableString.Invariant($"adversarial training, {Amount}/255"),
        RateLimit => $"{Quantity.Of((int)Amount, "query")} per member",
        _ => Defence.All[Name].Describe(Amount),
    };

    /// <summary>An experiment whose provider does it, and nothing else.</summary>
    public Experiment Of(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return Name switch
        {
            AdversarialTraining => experiment with
            {
                Platform = experiment.Platform with { AdversarialEpsilon = new PixelFraction((int)Amount) },
            },
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
