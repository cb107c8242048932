using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>Studies with one variable share their shape: a cell per value, a figure of curves over it, a table with a row for each.</summary>
internal static class CurveStudy
{
    public static StudyResults Plan(ExperimentPlan plan, Curves curves, IEnumerable<Node<Metrics>> cells)
    {
        IReadOnlyList<Node<Metrics>> metrics = [.. cells];
        plan.Add(new RenderCurves(curves.Experiment, curves.Study)
        {
            AxisTitle = curves.AxisTitle,
            Logarithmic = curves.Logarithmic,
            Points = curves.Points,
            Metrics = metrics,
        });
        plan.Add(new RenderCurveTable(curves.Experiment, curves.Study)
        {
            Question = curves.Question,
            Setting = curves.Setting,
            Variable = curves.Variable,
            Values = [.. curves.Points.Select(point => point.Value)],
            Metrics = metrics,
        });
        return new StudyResults([.. curves.Points.Select(point => new CellLabel(curves.Study, curves.Variable, point.Value))], metrics);
    }
}
