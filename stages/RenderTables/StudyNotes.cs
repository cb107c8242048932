using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>What the tables of several studies have to explain.</summary>
internal static class StudyNotes
{
    public static StudyNote Closure { get; } = new(
        "Closure is (subgroup after - before) / (majority before - subgroup before), uncapped; undefined unless the whole interval of the gap before is above zero.");

    public static StudyNote FalseClaims { get; } = new(
        "False claims: how often an image of the subgroup that wears the perturbation of a wrong class is answered that class.");

    /// <summary>Where an interval is no percentile interval; none where all are.</summary>
    public static IEnumerable<string> WithoutSpread(IEnumerable<MetricEstimate> shown)
    {
        if (shown.Any(estimate => estimate.IsWithoutSpread))
        {
            yield return "Where all resamples agree, as where every answer is right, the bootstrap has no interval: the ends are those of the rule of three, what may be true of images of which none was seen (1 - 0.025^(1/n) of them, n the fewest images that count), and decide nothing.";
        }
    }

    public static StudyNote Controls { get; } = new(
        "Controls: random, signs by chance of the same size; phase-shuffled, the largest collective's perturbation with its size and Fourier magnitudes and phases by chance; white-box, a perturbation optimised on the platform itself.");
}
