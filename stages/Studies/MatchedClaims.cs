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

    public static StudyResults Plan(ExperimentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var shared = plan.With(e => e with { Perturbation = e.Perturbation with { Per = PerturbationScope.Shared } });
        var perturbations = new Dictionary<string, Func<int, int, Node<Perturbation>>>
        {
            [Conditions.Collective] = plan.OptimizePerturbation,
            [Conditions.WhiteBox] = (seed, _) => plan.OptimizeWhiteBox(seed),
            [Conditions.Shared] = shared.OptimizePerturbation,
            [Conditions.TrueLabels] = plan.OptimizeOnOwnModel,
        };
        IReadOnlyList<string> names = [Conditions.Collective, .. Others.Select(other => other.Condition)];
        var cells = new StudyCells(AblationStudy.Name);
        var cell = cells.Add("claims", "matched", plan.Add(new BootstrapMatchedClaims(
            plan.Experiment.Bootstrap.Resamples, plan.Experiment.Dataset.Classes, plan.Proxies)
        {
            Perturbations = names,
            Strengths = Strengths,
            None = plan.PerProxy(Submission.Unchanged(plan).Of),
            Perturbed =
            [
                .. from seed in plan.Seeds
                   from draw in Enumerable.Range(1, plan.Proxies)
                   from name in names
                   from strength in Strengths
                   select plan.Evaluate(seed, name, plan.Weaken(perturbations[name](seed, draw), strength)),
            ],
        }));
        plan.Add(cells.Table(
            plan,
            Name,
            Question,
            ["Compared with", "Of"],
            [new StudyColumn("Subgroup accuracy", MetricName.AccuracySubgroup)],
            [
                .. from other in Others
                   let one = BootstrapMatchedClaims.ConditionOf(Conditions.Collective, other.Condition)
                   let two = BootstrapMatchedClaims.ConditionOf(other.Condition, Conditions.Collective)
                   from row in (StudyRow[])
                   [
                       new([other.Label, "collective"], cell, one),
                       new([other.Label, other.Label], cell, two),
                       new([other.Label, "difference"], cell, new ConditionPair(one, two).Name()),
                   ]
                   select row,
            ]) with
        {
            Setting = $"{plan.Setting} and less",
            Notes =
            [
                new StudyNote(
                    "False claims where compared: ")
                    {
                        Values =
                        [
                            .. Others.Select(
                                other => Rate(other.Label, BootstrapMatchedClaims.ConditionOf(Conditions.Collective, other.Condition))),
                        ],
                    },
            ],
        });
        return cells.Results;

        NamedMetric Rate(string label, string condition) => new(label, cell[MetricName.FalseClaimRate, condition]);
    }
}
