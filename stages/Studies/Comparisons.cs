using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>What studies compare on the same test images: metrics with intervals over all seeds, and contrasts with their tests.</summary>
public static class Comparisons
{
    /// <summary>Every metric of what every study compares (<see cref="Submission.All"/>).</summary>
    /// <param name="plan">Of the experiment.</param>
    /// <param name="more">What is compared beside these.</param>
    public static Node<Metrics> BootstrapAll(this ExperimentPlan plan, params IReadOnlyList<Submission> more) =>
        plan.Add(CompareWithProxy(plan, [.. Submission.All(plan), .. more]));

    /// <summary>The same with every control (<see cref="Submission.Controlled"/>).</summary>
    public static Node<Metrics> BootstrapControlled(this ExperimentPlan plan) =>
        plan.Add(CompareWithProxy(plan, Submission.Controlled(plan)) with
        {
            Differences =
            [
                new ConditionPair(Conditions.Collective, Conditions.Preprocess),
                new ConditionPair(Conditions.Collective, Conditions.PhaseShuffled),
                new ConditionPair(Conditions.Preprocess, Conditions.None),
            ],
        });

    /// <summary>Every metric of several things that are done to the same test images.</summary>
    /// <param name="plan">Of the experiment.</param>
    /// <param name="submissions">What is done, nothing (<see cref="Conditions.None"/>) among it.</param>
    /// <param name="differences">Pairs to give differences of, beside the usual.</param>
    public static Node<Metrics> Bootstrap(
        this ExperimentPlan plan, IReadOnlyList<Submission> submissions, params IReadOnlyList<ConditionPair> differences) =>
        plan.Add(Compare(plan, submissions) with { Differences = differences });

    /// <summary>
    /// The contrasts that answer a study's question, with their table; none of those whose two sides are one, as where a defence changes no
    /// answer.
    /// </summary>
    public static void AddContrasts(this ExperimentPlan plan, string study, params IEnumerable<Contrast> contrasts)
    {
        IReadOnlyList<Contrast> asked =
        [
            .. contrasts.Where(contrast => plan.Seeds.Any(seed => !contrast.After.Of(seed).Equals(contrast.Before.Of(seed)))),
        ];
        if (asked.Count == 0)
        {
            return;
        }

        int proxies = Submission.ProxiesOf(asked.SelectMany(contrast => (Submission[])[contrast.After, contrast.Before]));
        var (resamples, classes) = (plan.Experiment.Bootstrap.Resamples, plan.Experiment.Dataset.Classes);
        AddContrasts(plan, study, plan.Add(new CompareContrasts(resamples, classes, proxies)
        {
            Asked =
            [
                .. from contrast in asked
                   select new AskedContrast(contrast.Name, contrast.IsOfMajority, contrast.After.Condition, contrast.Before.Condition),
            ],
            Afters = [.. asked.SelectMany(contrast => plan.PerProxy(proxies, contrast.After.Of))],
            Befores = [.. asked.SelectMany(contrast => plan.PerProxy(proxies, contrast.Before.Of))],
        }));
    }

    /// <summary>The table of a study's contrasts.</summary>
    public static void AddContrasts(this ExperimentPlan plan, string study, Node<Contrasts> contrasts) =>
        plan.Add(new RenderContrastsTable(plan.Title, study) { Contrasts = contrasts });

    private static Bootstrap Compare(ExperimentPlan plan, IReadOnlyList<Submission> submissions)
    {
        var (bootstrap, classes) = (plan.Experiment.Bootstrap, plan.Experiment.Dataset.Classes);
        return new Bootstrap(bootstrap, classes, Submission.ProxiesOf(submissions))
        {
            Conditions = [.. submissions.Select(submission => submission.Condition)],
            Evaluations = plan.Evaluate(submissions),
        };
    }

    private static Bootstrap CompareWithProxy(ExperimentPlan plan, IReadOnlyList<Submission> submissions) =>
        Compare(plan, submissions) with
        {
            Proxy = plan.PerProxy((seed, draw) => plan.AskProxy(seed, draw, null)),
            ProxyPerturbed = plan.PerProxy((seed, draw) => plan.AskProxy(seed, draw, plan.OptimizePerturbation(seed, draw))),
        };
}
