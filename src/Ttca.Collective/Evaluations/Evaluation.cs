using Ttca.Datasets;

namespace Ttca.Collective;

/// <summary>What the platform answers to every test image, as it is and with each perturbation: one row per image.</summary>
/// <param name="Labels">True class, <c>[N]</c>.</param>
/// <param name="Groups"><c>[N]</c>.</param>
/// <param name="Conditions">One for each perturbation, ordered by name.</param>
/// <param name="ClaimedClasses">
/// A wrong class for each image, <c>[N]</c>: the one it claims in <see cref="Condition.ClaimPredictions"/>.
/// </param>
/// <param name="Queries">What the evaluation cost.</param>
public sealed record Evaluation(int[] Labels, Group[] Groups, IReadOnlyList<Condition> Conditions, int[] ClaimedClasses, long Queries)
{
    /// <summary>The way back to each image, <c>[N]</c>, as in <see cref="ImageSet.Sources"/>.</summary>
    /// <value>Their numbers, where it isn't said.</value>
    public IReadOnlyList<string> Sources { get; init; } = ImageSet.Numbers(Labels.Length);

    /// <exception cref="ArgumentException">No condition has this name.</exception>
    public Condition this[string name] => Conditions.FirstOrDefault(condition => condition.Name == name)
        ?? throw new ArgumentException(
            $"no condition '{name}' (there are: {string.Join(", ", Conditions.Select(condition => condition.Name))})", nameof(name));
}

/// <summary>The platform's answers under one perturbation.</summary>
/// <param name="Name">Such as <c>none</c>, <c>collective</c>, <c>random</c>, <c>white-box</c>.</param>
/// <param name="Predictions">
/// Each image with the perturbation of its own class, <c>[N]</c>. The majority's rows are the effect on the majority if it joined.
/// </param>
/// <param name="ClaimPredictions">
/// Each image of the subgroup with the perturbation of a wrong class (<see cref="Evaluation.ClaimedClasses"/>), <c>[N]</c>;
/// <see cref="NotAsked"/> for the majority's. The false-claim rate is how often the answer is that class.
/// </param>
public sealed record Condition(string Name, int[] Predictions, int[] ClaimPredictions)
{
    /// <summary>Stands for no answer.</summary>
    public const int NotAsked = -1;
}
