using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>Studies with one variable share their shape: a cell per value, a figure of curves over it, a table with a row for each.</summary>
internal static class CurveStudy
{
    public static StudyResults Plan(ExperimentPlan plan, Curves curves, IEnumerable<Node<Metrics>> cells)
    {
        IReadOnlyList<Node<Metrics>> metrics = [.. cells];
        plan.Add(new RenderCurves(curves) { Metrics = metrics });
        plan.Add(new RenderCurveTable(curves) { Metrics = metrics });
        return new StudyResults(curves.Cells, metrics);
    }
}
