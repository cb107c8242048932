using Ttca.Collective;
using Ttca.Learning;
using Ttca.Reporting;
using Ttca.Reporting.Figures;

namespace Ttca.Stages.Studies;

/// <summary>What a study of one variable is about: the values of the variable, and what was held fixed.</summary>
/// <param name="Study">Its name.</param>
internal sealed record Curves(string Study)
{
    /// <summary>What the study asks, a sentence.</summary>
    public required string Question { get; init; }

    /// <summary>Name of the variable, one word.</summary>
    public required string Variable { get; init; }

    /// <summary>The horizontal axis, marked at the values.</summary>
    public required Axis X { get; init; }

    /// <summary>The variable's values in ascending order, and the plan of each.</summary>
    public required IReadOnlyList<(AxisTick Tick, ExperimentPlan Plan)> Values { get; init; }

    /// <summary>Conditions that are the same for every value: a band across the figure, and one row of the table.</summary>
    public required IReadOnlyList<string> Constant { get; init; }

    /// <summary>What the figure draws, a sentence.</summary>
    public required string Shown { get; init; }

    /// <summary>Who acts at the largest value, in the plural, such as <c>200 members</c>.</summary>
    public required string Largest { get; init; }

    /// <summary>Sizes of the perturbations.</summary>
    public required IReadOnlyList<PixelFraction> Epsilons { get; init; }

    /// <summary>What every cell has in common, for the caption.</summary>
    public required string Setting { get; init; }

    /// <summary>
    /// Where the experiment's own plan stands among the values, to show it over all proxies beside the first ones; null where it does not.
    /// </summary>
    public AxisTick? AllProxiesAt { get; init; }

    /// <summary>The contrast of a value with the one before it.</summary>
    public required Func<(string Larger, string Smaller), string> ContrastName { get; init; }
}
