using Ttca.Collective;
using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>Part of the study <c>defence</c>: whether the provider can tell perturbed images, with a table of its own.</summary>
public static class Detection
{
    public const string Name = $"{DefenceStudy.Name}-detection";

    public const string Question = "Can the provider tell which images are perturbed?";

    /// <param name="plan">To which the table is added.</param>
    /// <param name="platforms">Each platform with its defences.</param>
    public static StudyResults Plan(ExperimentPlan plan, IReadOnlyList<(string Label, ExperimentPlan Plan)> platforms)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var cells = new StudyCells(DefenceStudy.Name);
        plan.Add(cells.Table(
            plan,
            Name,
            Question,
            ["Defence", "Perturbation"],
            [
                .. Detectors.All.Select(
                    detector => new StudyColumn(char.ToUpperInvariant(detector[0]) + detector[1..], BootstrapDetection.MetricOf(detector))),
            ],
            [
                .. from platform in platforms
                   let cell = cells.Add("detection", platform.Label, Measure(platform.Plan))
                   from perturbation in PerturbationsOf(platform.Plan)
                   select new StudyRow([platform.Label, perturbation.Label], cell, perturbation.Condition),
            ]));
        return cells.Results;
    }

    private static Node<Metrics> Measure(ExperimentPlan defended)
    {
        var perturbations = PerturbationsOf(defended);
        return defended.Add(new BootstrapDetection(defended.Experiment.Bootstrap.Resamples)
        {
            Conditions = [.. perturbations.Select(perturbation => perturbation.Condition)],
            None = defended.PerSeed(seed => defended.Detect(seed, null)),
            Perturbed =
            [
                .. defended.Seeds.SelectMany(seed => perturbations.Select(perturbation => defended.Detect(seed, perturbation.Of(seed)))),
            ],
        });
    }

    /// <summary>Of the first proxy.</summary>
    private static IReadOnlyList<(string Condition, string Label, Func<int, Node<Perturbation>> Of)> PerturbationsOf(ExperimentPlan plan) =>
    [
        (Conditions.Collective, "collective", seed => plan.OptimizePerturbation(seed, draw: 1)),
        .. plan.HasImageDefences
            ? new (string, string, Func<int, Node<Perturbation>>)[]
            {
                (Conditions.Adaptive, "collective, adaptive", seed => plan.OptimizeThroughDefences(seed, draw: 1)),
            }
            : [],
        (Conditions.Random, "random signs (control)", plan.DrawRandomSigns),
    ];
}
