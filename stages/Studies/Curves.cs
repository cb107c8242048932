using Ttca.Collective;
using Ttca.Pipeline;
using Ttca.Reporting;
using Ttca.Reporting.Figures;

namespace Ttca.Stages.Studies;

/// <summary>What a study of one variable is about: the values of the variable, and what was held fixed.</summary>
internal sealed record Curves
{
    public required string Study { get; init; }

    /// <summary>What the study asks, a sentence.</summary>
    public required string Question { get; init; }

    /// <summary>Name of the variable, one word.</summary>
    public required string Variable { get; init; }

    /// <summary>Title of the horizontal axis, with its unit.</summary>
    public required string AxisTitle { get; init; }

    /// <summary>Whether equal ratios are equal distances on the horizontal axis.</summary>
    public required bool IsLogarithmic { get; init; }

    /// <summary>The variable's values, one for each cell.</summary>
    public required IReadOnlyList<AxisTick> Values { get; init; }

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

    /// <summary>The largest collective at the experiment's epsilon over all proxies, beside the first ones; null where there are no more, or no value is that cell.</summary>
    public AllProxies? AllProxies { get; init; }
}

/// <summary>A cell of a study again, over all proxies.</summary>
/// <param name="Proxies">How many.</param>
/// <param name="At">Value of the study's variable.</param>
/// <param name="Metrics">Of the cell.</param>
internal sealed record AllProxies(int Proxies, AxisTick At, Node<Metrics> Metrics)
{
    /// <returns>Null where an experiment has one proxy of each platform.</returns>
    public static AllProxies? Of(ExperimentPlan plan, AxisTick at) =>
        plan.ProxiesOf(plan.Members, plan.Experiment.Perturbation.Epsilon) is > 1 and var proxies
            ? new AllProxies(proxies, at, plan.BootstrapControlled(plan.Members, plan.Experiment.Perturbation.Epsilon))
            : null;

    /// <summary>As figures and tables call it.</summary>
    public string Label => $"collective, {Quantity.Of(Proxies, "proxy")}";
}
