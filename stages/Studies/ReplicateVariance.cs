namespace Ttca.Stages.Studies;

/// <summary>Whose is the spread of the effect? Of the largest collective, where an experiment has several proxies of each of several platforms.</summary>
internal static class ReplicateVariance
{
    public static void AddTo(ExperimentPlan plan)
    {
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        var collective = plan.Collective(plan.Members, epsilon);
        if (collective.Proxies < 2 || plan.Seeds.Count() < 2)
        {
            return;
        }

        var variance = new DivideVariance
        {
            Unchanged = plan.PerProxy(1, plan.Unchanged.Of),
            Collective = plan.PerProxy(collective.Proxies, collective.Of),
        };
        plan.Add(new RenderVarianceTable(plan.Title, plan.Setting)
        {
            Variance = plan.Add(variance),
        });
    }
}
