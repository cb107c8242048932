using System.ComponentModel.DataAnnotations;

namespace Ttca.Stages.Studies;

/// <summary>Closure by the answers that each member gets.</summary>
public sealed record QueriesStudy : IStudy
{
    public string Name => "queries";

    public string Question => "How many answers must each member get?";

    /// <summary>Answers to each member.</summary>
    [Length(1, 8)]
    public IReadOnlyList<int> Queries { get; init; } = [2, 5];

    public StudyResults Plan(ExperimentPlan plan)
    {
        var cells = new StudyCells(Name);
        var rows =
            from queries in Queries
            let limited = plan.With(e => e with { Collective = e.Collective with { QueryLimit = queries } }) // vary this,
            let cell = cells.Add("queries", $"{queries}", limited.BootstrapAll()) // compare these,
            from condition in new[] { Conditions.Collective, Conditions.WhiteBox }
            select new StudyRow([$"{queries}", condition], cell, condition);
        plan.Add(cells.Table(
            plan,
            Name,
            Question,
            ["Queries", "Condition"],
            [new StudyColumn("Closure", MetricName.Closure), new StudyColumn("False claims", MetricName.FalseClaimRate)],
            rows.ToList())); // draw it so
        return cells.Results;
    }
}
