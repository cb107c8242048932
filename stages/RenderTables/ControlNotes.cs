using System.Globalization;
using Ttca.Collective;

namespace Ttca.Stages;

/// <summary>What tables say of controls and of epsilon that no metric tells.</summary>
internal static class ControlNotes
{
    /// <summary>Which tool was chosen, and how all fared where it was.</summary>
    /// <param name="choices">Of each seed.</param>
    public static string Preprocessing(IReadOnlyList<PreprocessingChoice> choices)
    {
        var best = choices.Select(choice => choice.Best.Tool).CountBy(tool => tool).OrderByDescending(tool => tool.Value)
            .Select(tool => $"{tool.Key}{(choices.Count > 1 ? $" in {tool.Value} of {choices.Count} seeds" : "")}");
        var tried = choices[0].Trials.Select(trial => trial.Tool)
            .Select(tool => (Tool: tool, Accuracy: choices.Average(choice => choice.Trials.Single(trial => trial.Tool == tool).Accuracy)));
        return string.Create(CultureInfo.InvariantCulture,
            $"Preprocess: no perturbation, but what anybody's program for photos does, each tool alone, the best for the subgroup on {choices[0].Best.Images} validation images of each seed: {string.Join(", ", best)}. "
            + $"Accuracy there: {string.Join(", ", tried.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Tool} {one.Accuracy:0.00}")))}.");
    }

    /// <summary>Epsilon in units of what it changes.</summary>
    public static string Epsilons(PixelDeviations pixels, IReadOnlyList<PixelFraction> epsilons)
    {
        var relative = epsilons.Select(epsilon => string.Create(CultureInfo.InvariantCulture,
            $"{epsilon} is {epsilon.Pixels / pixels.Subgroup:0.00} of it, as {epsilon.Pixels * pixels.Majority / pixels.Subgroup:0.#}/255 of the majority's"));
        return string.Create(CultureInfo.InvariantCulture,
            $"Standard deviation of the subgroup's pixel values: {pixels.Subgroup:0.0}/255 (majority {pixels.Majority:0.0}/255); epsilon = {string.Join("; ", relative)}.");
    }
}
