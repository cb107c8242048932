using Ttca.Reporting;
using Ttca.Reporting.Figures;

namespace Ttca.Stages.Studies;

/// <summary>Closure by number of members (claim C1): how small may a collective be?</summary>
public sealed record CollectiveSizeStudy : IStudy
{
    public const string Name = "collective-size";

    string IStudy.Name => Name;

    public string Question => "How many members does a collective need?";

    /// <summary>What its figure draws.</summary>
    internal const string Shown = "Accuracy of the subgroup and closure of the gap, by members of the collective.";

    public StudyResults Plan(ExperimentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return CurveStudy.Plan(plan, new Curves(Name)
        {
            Question = Question,
            Variable = "members",
            X = new Axis { Title = "Members of the collective", Scale = AxisScale.Logarithmic },
            Values = [.. plan.Experiment.Collective.Sizes.Order().Select(size => (TickOf(size), plan.WithMembers(size)))],
            Constant = [.. Conditions.Controlled.Where(condition => condition != Conditions.Collective)],
            Shown = Shown,
            Largest = Quantity.Of(plan.Members, "member"),
            Epsilons = [plan.Epsilon],
            Setting = plan.SettingButMembers,
            AllProxiesAt = TickOf(plan.Members),
            ContrastName = sizes => $"{sizes.Larger} members - {sizes.Smaller}",
        });
    }

    private static AxisTick TickOf(int size) => new(size, $"{size}");
}
