using System.Text.Json.Serialization;

namespace Ttca.Fairness;

/// <summary>What a permutation test found.</summary>
/// <param name="Name">Of the statistic, such as <c>accuracy-gap</c>.</param>
/// <param name="Condition">What the statistic is of, such as <c>after</c> or <c>after - before</c>.</param>
/// <param name="Observed">The statistic; NaN: undefined.</param>
/// <param name="PValue">
/// From 1 / (1 + <paramref name="Permutations"/>) to 1; NaN where the statistic is undefined, or nothing can be permuted.
/// </param>
/// <param name="Permutations">How many were drawn.</param>
public sealed record PermutationResult(string Name, string Condition, double Observed, double PValue, int Permutations)
{
    /// <summary>
    /// Whether no permuted value was as extreme: then p is the least that so many permutations can find, and may be less.
    /// </summary>
    [JsonIgnore]
    public bool IsAtResolution => PValue * (1 + Permutations) < 1.5;

    /// <summary>
    /// Permuted values that differ from the observed one by rounding alone are equal to it: sums of images are exact, and two different
    /// gaps of up to a million images differ by more.
    /// </summary>
    private const double Rounding = 1e-12;

    /// <summary>
    /// p = (1 + number of permuted values at least as extreme) / (1 + permutations): the observed arrangement is one of the possible ones,
    /// so p is never 0 (Phipson and Smyth: Permutation p-values should never be zero, 2010). An undefined permuted value counts as extreme.
    /// </summary>
    internal static PermutationResult Of(Statistic statistic, double observed, double[] permuted, Func<double, double> extremity)
    {
        var bound = extremity(observed) - Rounding;
        var extreme = permuted.Count(value => !(extremity(value) < bound));
        return new PermutationResult(
            statistic.Name,
            statistic.Condition,
            observed,
            double.IsNaN(observed) ? double.NaN : (1.0 + extreme) / (1 + permuted.Length),
            permuted.Length);
    }
}
