using System.Globalization;
using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>What the tables of several studies have to explain.</summary>
internal static class StudyNotes
{
    public static StudyNote Closure { get; } = new(
        "Closure is (subgroup after - before) / (majority before - subgroup before), of the means over seeds, uncapped; undefined unless the whole percentile interval of the gap before is above zero, and without bounds (∞) where its t-interval isn't.");

    public static StudyNote FalseClaims { get; } = new(
        "False claims: how often an image of the subgroup that wears the perturbation of a wrong class is answered that class.");

    /// <summary>What the intervals of a table are, and what they generalise to.</summary>
    /// <param name="any">One of its metrics.</param>
    /// <param name="images">What the images are called.</param>
    /// <param name="file">Where all its numbers are.</param>
    public static string Intervals(MetricEstimate any, string images = "test images", string file = "metrics.json")
    {
        string tested = string.Create(CultureInfo.InvariantCulture, $"{any.Images:N0} images × {any.Seeds} seed{(any.Seeds == 1 ? "" : "s")}");
        return HierarchicalBootstrap.KindOf(any.Seeds) switch
        {
            IntervalKind.StudentT => string.Create(
                CultureInfo.InvariantCulture,
                $"95 % t-intervals over {any.Seeds} seeds and the {images} that they share ({tested}); {file} has the percentile intervals of a hierarchical bootstrap beside them, {any.Resamples:N0} resamples."),
            IntervalKind.PercentileOfImages => string.Create(
                CultureInfo.InvariantCulture,
                $"95 % percentile intervals of a bootstrap over the {images} of one seed ({tested}), {any.Resamples:N0} resamples: they say nothing of any other platform."),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"95 % percentile intervals of a hierarchical bootstrap over {any.Seeds} seeds and the {images} ({tested}), {any.Resamples:N0} resamples."),
        };
    }

    /// <summary>Where an interval is that of the rule of three; none where none is.</summary>
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
