using Ttca.Collective;
using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>Part of the study <c>ablation</c>: what is gained at an equal price in false claims, with a table of its own.</summary>
public static class MatchedClaims
{
    public const string Name = $"{AblationStudy.Name}-matched-claims";

    public const string Question = "Does the collective gain more than others where both make false claims equally often?";

    /// <summary>Of each perturbation, to weaken it by.</summary>
    private static readonly double[] Strengths = [0.25, 0.5, 0.75, 1];

    private static readonly (string Condition, string Label)[] Others =
    [
        (Conditions.WhiteBox, "white-box"),
        (Conditions.Shared, "one for all classes"),
        (Conditions.TrueLabels, "no queries, own labels"),
    ];

    public static Node<Metrics> Plan(ExperimentPlan plan)
    {
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        int proxies = plan.ProxiesOf(plan.Members, epsilon);
        var shared = plan.With(e => e with { Perturbation = e.Perturbation with { Per = PerturbationScope.Shared } });
        var perturbations = new Dictionary<string, Func<int, int, Node<Perturbation>>>
        {
            [Conditions.Collective] = (seed, draw) => plan.OptimizePerturbation(seed, plan.Members, epsilon, draw),
            [Conditions.WhiteBox] = (seed, _) => plan.OptimizeWhiteBox(seed, epsilon),
            [Conditions.Shared] = (seed, draw) => shared.OptimizePerturbation(seed, plan.Members, epsilon, draw),
            [Conditions.TrueLabels] = (seed, draw) => plan.OptimizeOnOwnModel(seed, epsilon, draw),
        };
        IReadOnlyList<string> names = [Conditions.Collective, .. Others.Select(other => other.Condition)];
        var metrics = plan.Add(new BootstrapMatchedClaims(plan.Experiment.Bootstrap.Resamples, plan.Experiment.Dataset.Classes, proxies)
        {
            Perturbations = names,
            Strengths = Strengths,
            None = plan.PerProxy(proxies, plan.Unchanged.Of),
            Perturbed =
            [
                .. from seed in plan.Seeds
                   from draw in Enumerable.Range(1, proxies)
                   from name in names
                   from strength in Strengths
                   select plan.Evaluate(seed, name, plan.Weaken(perturbations[name](seed, draw), strength)),
            ],
        });
        plan.Add(new RenderStudyTable(plan.Title, Name)
        {
            Question = Question,
            Setting = $"{plan.Setting} and less",
            Variables = ["Compared with", "Of"],
            Columns = [new StudyColumn("Subgroup accuracy", "accuracy-subgroup")],
            Rows =
            [
                .. from other in Others
                   let one = BootstrapMatchedClaims.ConditionOf(Conditions.Collective, other.Condition)
                   let two = BootstrapMatchedClaims.ConditionOf(other.Condition, Conditions.Collective)
                   from row in (StudyRow[])[new([other.Label, "collective"], 0, one), new([other.Label, other.Label], 0, two), new([other.Label, "difference"], 0, new ConditionPair(one, two).Name())]
                   select row,
            ],
            Notes = [new StudyNote("False claims where compared: ") { Values = [.. Others.Select(other => Rate(other.Label, BootstrapMatchedClaims.ConditionOf(Conditions.Collective, other.Condition)))] }],
            Metrics = [metrics],
        });
        return metrics;

        static NamedMetric Rate(string label, string condition) => new(label, new MetricAt(0, "false-claim-rate", condition));
    }
}
