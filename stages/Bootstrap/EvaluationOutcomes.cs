using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>Evaluations as statistics take them: the one place that says which number a group has there.</summary>
internal static class EvaluationOutcomes
{
    /// <summary>Answers to the images of an evaluation.</summary>
    /// <param name="evaluation">Its labels and groups count.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="predictions">The answers, by condition.</param>
    /// <param name="claimPredictions">Those to its claims of a wrong class; null where no metric asks.</param>
    public static Outcomes ToOutcomes(
        this Evaluation evaluation,
        int classes,
        IReadOnlyDictionary<string, int[]> predictions,
        IReadOnlyDictionary<string, int[]>? claimPredictions = null) =>
        new(
            classes,
            evaluation.Labels,
            Numbers(evaluation.Groups),
            predictions,
            claimPredictions is null ? null : new Targets(evaluation.ClaimedClasses, claimPredictions))
        {
            Baseline = predictions.ContainsKey(Conditions.None) ? Conditions.None : null,
        };

    /// <summary>Of each image.</summary>
    public static byte[] Numbers(IEnumerable<Group> groups) =>
        [.. groups.Select(group => group == Group.Subgroup ? Outcomes.Subgroup : Outcomes.Majority)];
}
