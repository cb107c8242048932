using Ttca.Collective;
using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>Something that is done to the test images before they are submitted.</summary>
/// <param name="Condition">Its name, see <see cref="Conditions"/>.</param>
/// <param name="Proxies">
/// For how many proxies of each platform it is done; null where no proxy takes part, so that it stands beside any of them.
/// </param>
/// <param name="OfProxy">What the platform of a seed answered, by the draw of the proxy.</param>
public sealed record Submission(string Condition, int? Proxies, Func<int, int, Node<Evaluation>> OfProxy)
{
    /// <summary>Something that no proxy takes part in.</summary>
    public Submission(string condition, Func<int, Node<Evaluation>> of)
        : this(condition, null, (seed, _) => of(seed))
    {
    }

    /// <summary>Images as they are.</summary>
    public static Submission Unchanged(ExperimentPlan plan) => new(Conditions.None, seed => plan.Evaluate(seed, Conditions.None, null));

    /// <summary>
    /// Images with a perturbation that the platform's own images, labels or answers led to, of each of the plan's proxies.
    /// </summary>
    /// <param name="plan">Whose platforms are asked.</param>
    /// <param name="condition">See <see cref="Conditions"/>.</param>
    /// <param name="perturbation">Of a seed and the draw of a proxy.</param>
    public static Submission Perturbed(ExperimentPlan plan, string condition, Func<int, int, Node<Perturbation>> perturbation) =>
        new(condition, plan.Proxies, (seed, draw) => plan.Evaluate(seed, condition, perturbation(seed, draw)));

    /// <summary>Images with a perturbation that no proxy takes part in.</summary>
    /// <inheritdoc cref="Perturbed(ExperimentPlan, string, Func{int, int, Node{Perturbation}})"/>
    public static Submission Perturbed(ExperimentPlan plan, string condition, Func<int, Node<Perturbation>> perturbation) =>
        new(condition, seed => plan.Evaluate(seed, condition, perturbation(seed)));

    /// <summary>What the collective submits.</summary>
    public static Submission Collective(ExperimentPlan plan) => Perturbed(plan, Conditions.Collective, plan.OptimizePerturbation);

    /// <summary>What the collective submits if it knows the defences before the platform's network; nothing where there are none.</summary>
    public static IReadOnlyList<Submission> Adaptive(ExperimentPlan plan) =>
        plan.HasImageDefences ? [Perturbed(plan, Conditions.Adaptive, plan.OptimizeThroughDefences)] : [];

    /// <summary>
    /// What every study compares, in the order of <see cref="Conditions.All"/>: no perturbation, the collective's, and the controls of the
    /// same size.
    /// </summary>
    public static IReadOnlyList<Submission> All(ExperimentPlan plan) =>
    [
        Unchanged(plan),
        Collective(plan),
        Perturbed(plan, Conditions.Random, plan.DrawRandomSigns),
        Perturbed(plan, Conditions.WhiteBox, plan.OptimizeWhiteBox),
    ];

    /// <summary>The same and every other control, in the order of <see cref="Conditions.Controlled"/>.</summary>
    public static IReadOnlyList<Submission> Controlled(ExperimentPlan plan) =>
    [
        .. All(plan),
        Perturbed(plan, Conditions.PhaseShuffled, plan.ShufflePhases),
        new(Conditions.Preprocess, plan.EvaluatePreprocessed),
    ];

    /// <summary>For how many proxies all of these are done; 1 where none takes part in any.</summary>
    /// <exception cref="ArgumentException">Some are done for more than others: a comparison would be one of proxies.</exception>
    public static int ProxiesOf(IEnumerable<Submission> submissions)
    {
        int[] proxies = [.. submissions.Select(submission => submission.Proxies).OfType<int>().Distinct()];
        return proxies.Length <= 1
            ? proxies.SingleOrDefault(1)
            : throw new ArgumentException($"compared are submissions for {string.Join(" and ", proxies.Order())} proxies of each platform");
    }

    /// <summary>What the platform of a seed answered, for a proxy.</summary>
    public Node<Evaluation> Of(int seed, int draw) => OfProxy(seed, draw);

    /// <summary>For the first proxy.</summary>
    public Node<Evaluation> Of(int seed) => OfProxy(seed, 1);
}

/// <summary>A difference that answers a study's question: of the accuracies where one thing is done and where another is.</summary>
/// <param name="Name">As the table calls it, such as <c>label - probabilities</c>.</param>
/// <param name="After">The one.</param>
/// <param name="Before">The other, which is subtracted.</param>
public sealed record Contrast(string Name, Submission After, Submission Before)
{
    /// <summary>Whether the accuracy is the majority's; else the subgroup's.</summary>
    public bool IsOfMajority { get; init; }
}
