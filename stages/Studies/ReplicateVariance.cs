namespace Ttca.Stages.Studies;

/// <summary>Whose is the spread of the effect? Of the largest collective, where an experiment has several proxies of each of several platforms.</summary>
internal static class ReplicateVariance
{
    /// <returns>What the largest collective reaches, over all proxies; nothing where there is one.</returns>
    public static StudyResults AddTo(ExperimentPlan plan)
    {
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        var collective = plan.Collective(plan.Members, epsilon);
        int proxies = plan.ProxiesOf(plan.Members, epsilon);
        if (proxies < 2 || plan.Seeds.Count() < 2)
        {
            return new StudyResults([], []);
        }

        var variance = new DivideVariance
        {
            Unchanged = plan.PerProxy(1, plan.Unchanged.Of),
            Collective = plan.PerProxy(proxies, collective.Of),
        };
        plan.Add(new RenderVarianceTable(plan.Title, plan.Setting)
        {
            Variance = plan.Add(variance),
        });
        return new StudyResults([new CellLabel(RenderVarianceTable.Name, "members", $"{plan.Members}")], [plan.BootstrapControlled(plan.Members, epsilon)]);
    }
}
