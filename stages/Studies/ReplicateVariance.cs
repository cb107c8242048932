namespace Ttca.Stages.Studies;

/// <summary>Whose is the spread of the effect? Of the largest collective, where an experiment has several proxies of each of several platforms.</summary>
internal static class ReplicateVariance
{
    public static void AddTo(ExperimentPlan plan)
    {
        int proxies = plan.Experiment.Replicates.Proxies;
        if (proxies < 2 || plan.Seeds.Count() < 2)
        {
            return;
        }

        var epsilon = plan.Experiment.Perturbation.Epsilon;
        var variance = new DivideVariance
        {
            Unchanged = [.. plan.Seeds.Select(plan.Unchanged.Of)],
            Collective =
            [
                .. from seed in plan.Seeds
                   from draw in Enumerable.Range(1, proxies)
                   select plan.Evaluate(seed, Conditions.Collective, plan.OptimizePerturbation(seed, plan.Members, epsilon, draw)),
            ],
        };
        plan.Add(new RenderVarianceTable(plan.Title, $"{plan.Members} members with {plan.Experiment.Collective.QueriesPerMember} queries each, epsilon = {epsilon}")
        {
            Variance = plan.Add(variance),
        });
    }
}
