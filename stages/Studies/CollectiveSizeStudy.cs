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
        var sizes = plan.Experiment.Collective.Sizes.Order().ToList();
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        var allProxies = AllProxies.Of(plan, TickOf(sizes[^1]));
        plan = plan.OfFirstProxies;
        var curves = new Curves
        {
            Study = Name,
            Question = Question,
            Variable = "members",
            AxisTitle = "Members of the collective",
            IsLogarithmic = true,
            Values = [.. sizes.Select(TickOf)],
            Constant = [.. Conditions.Controlled.Where(condition => condition != Conditions.Collective)],
            Shown = Shown,
            Largest = Quantity.Of(sizes[^1], "member"),
            Epsilons = [epsilon],
            Setting = $"{plan.QueriesEach}, epsilon = {epsilon}",
            AllProxies = allProxies,
        };
        plan.AddContrasts(Name, sizes.Zip(sizes.Skip(1), (smaller, larger) =>
            new Contrast($"{Quantity.Of(larger, "member")} - {smaller}", plan.Collective(larger, epsilon), plan.Collective(smaller, epsilon))));
        return CurveStudy.Plan(plan, curves, sizes.Select(size => plan.BootstrapControlled(size, epsilon)));
    }

    private static AxisTick TickOf(int size) => new(size, $"{size}");
}
