using System.ComponentModel.DataAnnotations;

namespace Ttca.Stages;

/// <summary>How intervals are computed; they are 95 %, Student's below 6 seeds and the bootstrap's percentiles else.</summary>
public sealed record BootstrapParameters
{
    /// <summary>Resamples of seeds and, within them, of test images; permutation tests draw as many permutations.</summary>
    [Range(100, 1_000_000)]
    public int Resamples { get; init; } = 10_000;

    /// <summary>The class that is favourable to be given; with it, disparate impact of selection rates is reported too.</summary>
    /// <value>Less than the data set's classes.</value>
    [Range(0, int.MaxValue)]
    public int? PositiveClass { get; init; }
}
