using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Ttca.Configuration.Tests;

/// <summary>An experiment in miniature, with every shape that a configuration may have.</summary>
public sealed record Experiment
{
    [RegularExpression("^[a-z0-9-]+$")]
    public required string Name { get; init; }

    public Training Platform { get; init; } = new();

    public Training Proxy { get; init; } = new() { Epochs = 40, Schedule = Schedule.Cosine };

    public Perturbing Perturbation { get; init; } = new();

    public int Seeds { get; init; } = 3;

    public IReadOnlyList<Transformation> Subgroup { get; init; } = [];

    public IReadOnlyList<Study> Studies { get; init; } = [];
}

public enum Schedule
{
    OneCycle,
    Cosine,
}

public sealed record Training : IValidatableObject
{
    [AllowedValues("resnet8", "resnet20", "mlp")]
    public string Architecture { get; init; } = "resnet8";

    [Range(1, 1000)]
    public int Epochs { get; init; } = 8;

    public int WarmUpEpochs { get; init; }

    [Range(0, 10, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.1;

    public Schedule Schedule { get; init; }

    [AllowedValues("flip", "crop"), Length(0, 2)]
    public IReadOnlyList<string> Augmentation { get; init; } = ["flip"];

    public bool Deterministic { get; init; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WarmUpEpochs > Epochs)
        {
            yield return new ValidationResult($"{WarmUpEpochs} is more than epochs ({Epochs})", [nameof(WarmUpEpochs)]);
        }
    }
}

public sealed record Perturbing
{
    [Range(typeof(PixelFraction), "1/255", "64/255")]
    public PixelFraction Epsilon { get; init; } = new(8);

    [Range(1, int.MaxValue)]
    public int Steps { get; init; } = 200;

    [JsonPropertyName("batch")]
    public long BatchSize { get; init; } = 128;

    public double? StepSize { get; init; }

    public string? Comment { get; init; }
}

public sealed record Transformation
{
    public required string Name { get; init; }

    public double Amount { get; init; }
}

public abstract record Study;

public sealed record CollectiveSizeStudy : Study;

public sealed record EpsilonStudy : Study
{
    [Range(typeof(PixelFraction), "1/255", "64/255"), MinLength(1)]
    public IReadOnlyList<PixelFraction> Values { get; init; } = [new(4), new(8)];
}

/// <summary>A pixel difference in steps of 1/255, written as the fraction.</summary>
#pragma warning disable CA1036 // a fixture needs no operators
public readonly record struct PixelFraction(int Steps) : IParsable<PixelFraction>, IComparable
{
    public static PixelFraction Parse(string s, IFormatProvider? provider) =>
        s.EndsWith("/255", StringComparison.Ordinal)
            && int.TryParse(s[..^4], NumberStyles.None, CultureInfo.InvariantCulture, out var steps)
            ? new PixelFraction(steps)
            : throw new FormatException("write pixels as a fraction of 255, such as 8/255");

    public static bool TryParse(string? s, IFormatProvider? provider, out PixelFraction result) => throw new NotSupportedException();

    public int CompareTo(object? obj) => Steps.CompareTo(((PixelFraction)obj!).Steps);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Steps}/255");
}
