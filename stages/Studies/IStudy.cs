using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>A question: a grid of nodes, with the figure and the table that answer it.</summary>
/// <remarks>An implementation is a record whose members are the study's own settings in the experiment file.</remarks>
public interface IStudy
{
    /// <summary>Names the files of its figure and its table.</summary>
    string Name { get; }

    /// <summary>What it asks, a sentence.</summary>
    string Question { get; }

    /// <summary>Adds the study's nodes to the plan, its figure and table included.</summary>
    StudyResults Plan(ExperimentPlan plan);
}

/// <summary>Where a study's numbers are: the metrics of each of its cells, and what each cell is called.</summary>
public sealed record StudyResults(IReadOnlyList<CellLabel> Labels, IReadOnlyList<Node<Metrics>> Metrics)
{
    /// <summary>Those of a study in several parts.</summary>
    public static StudyResults Of(IReadOnlyList<StudyResults> parts) =>
        new([.. parts.SelectMany(part => part.Labels)], [.. parts.SelectMany(part => part.Metrics)]);
}

/// <summary>One cell of a study's grid, such as members = 50.</summary>
public sealed record CellLabel(string Study, string Variable, string Value);
