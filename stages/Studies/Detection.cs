using Ttca.Collective;
using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>Part of the study <c>defence</c>: whether the provider can tell perturbed images, with a table of its own.</summary>
public static class Detection
{
    public const string Name = $"{DefenceStudy.Name}-detection";

    public const string Question = "Can the provider tell which images are perturbed?";

    /// <summary>The numbers of one platform.</summary>
    /// <param name="defended">The experiment with the platform's defences.</param>
    public static Node<Metrics> Measure(ExperimentPlan defended)
    {
        ArgumentNullException.ThrowIfNull(defended);
        var perturbations = PerturbationsOf(defended);
        return defended.Add(new BootstrapDetection(defended.Experiment.Bootstrap.Resamples)
        {
            Conditions = [.. perturbations.Select(perturbation => perturbation.Condition)],
            None = [.. defended.Seeds.Select(seed => defended.Detect(seed, null))],
            Perturbed = [.. defended.Seeds.SelectMany(seed => perturbations.Select(perturbation => defended.Detect(seed, perturbation.Of(seed))))],
        });
    }

    /// <param name="plan">To which the table is added.</param>
    /// <param name="cells">Each platform and its name.</param>
    /// <param name="metrics">What <see cref="Measure"/> gave of them.</param>
    public static void AddTable(ExperimentPlan plan, IReadOnlyList<(string Label, ExperimentPlan Plan)> cells, IReadOnlyList<Node<Metrics>> metrics)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Add(new RenderStudyTable(plan.Title, Name)
        {
            Question = Question,
            Setting = plan.Setting,
            Variables = ["Defence", "Perturbation"],
            Columns = [.. Detectors.All.Select(detector => new StudyColumn(char.ToUpperInvariant(detector[0]) + detector[1..], BootstrapDetection.MetricOf(detector)))],
            Rows =
            [
                .. from cell in cells.Index()
                   from perturbation in PerturbationsOf(cell.Item.Plan)
                   select new StudyRow([cell.Item.Label, perturbation.Label], cell.Index, perturbation.Condition),
            ],
            Metrics = metrics,
        });
    }

    private static IReadOnlyList<(string Condition, string Label, Func<int, Node<Perturbation>> Of)> PerturbationsOf(ExperimentPlan plan)
    {
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        return
        [
            (Conditions.Collective, "collective", seed => plan.OptimizePerturbation(seed, plan.Members, epsilon)),
            .. plan.Adaptive(plan.Members, epsilon).Select(adaptive =>
                (adaptive.Condition, "collective, adaptive", (Func<int, Node<Perturbation>>)(seed => plan.OptimizeThroughDefences(seed, plan.Members, epsilon)))),
            (Conditions.Random, "random signs (control)", seed => plan.DrawRandomSigns(seed, epsilon)),
        ];
    }
}
