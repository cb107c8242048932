using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>What a figure or a table of curves is about: its variable, the cells along it, and what was held fixed.</summary>
public sealed record Curves
{
    public required string Study { get; init; }

    public required string Experiment { get; init; }

    /// <summary>What the study asks, a sentence.</summary>
    public required string Question { get; init; }

    /// <summary>Title of the horizontal axis.</summary>
    public required string Axis { get; init; }

    public required bool Logarithmic { get; init; }

    public required IReadOnlyList<CellLabel> Cells { get; init; }

    /// <summary>What every cell has in common, for the caption.</summary>
    public required string Setting { get; init; }
}
