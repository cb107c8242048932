namespace Ttca.Stages.Studies;

/// <summary>
/// Whose is the spread of the effect? Of the largest collective, where an experiment has several proxies of each of several platforms.
/// </summary>
internal static class ReplicateVariance
{
    /// <returns>What the largest collective reaches, over all proxies; nothing where there is one.</returns>
    public static StudyResults AddTo(ExperimentPlan plan)
    {
        var cells = new StudyCells(RenderVarianceTable.Name);
        if (plan.Proxies < 2 || plan.Seeds.Count() < 2)
        {
            return cells.Results;
        }

        var variance = new DivideVariance
        {
            Unchanged = plan.PerSeed(Submission.Unchanged(plan).Of),
            Collective = plan.PerProxy(Submission.Collective(plan).Of),
        };
        plan.Add(new RenderVarianceTable(plan.Title, plan.Setting) { Variance = plan.Add(variance) });
        cells.Add("members", $"{plan.Members}", plan.BootstrapControlled());
        return cells.Results;
    }
}
