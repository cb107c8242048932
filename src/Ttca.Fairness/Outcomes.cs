namespace Ttca.Fairness;

/// <summary>What a classifier answered to the test images of one seed (one replicate). One row per image.</summary>
public sealed class Outcomes : Observations
{
    /// <summary>Index of the group that is served badly in a set of two groups.</summary>
    public const byte Subgroup = 1;

    /// <summary>Index of everyone else in a set of two groups.</summary>
    public const byte Majority = 0;

    /// <param name="classes">
    /// Number of classes, whether or not each occurs: one that doesn't occur makes its rates undefined, not absent.
    /// </param>
    /// <param name="labels">True class, <c>[N]</c>, from 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="groups">Group, <c>[N]</c>: 0 majority, 1 subgroup (any number of groups from 0 on).</param>
    /// <param name="predictions">The answers, <c>[N]</c>, by condition.</param>
    /// <param name="targets">Needed by <see cref="GroupTally.TargetRate"/> alone.</param>
    /// <exception cref="ArgumentException">Lengths differ, a class is out of range, or there are no images or conditions.</exception>
    public Outcomes(int classes, int[] labels, byte[] groups, IReadOnlyDictionary<string, int[]> predictions, Targets? targets = null)
        : base(classes, groups, predictions, ("predictions", "class"))
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        RequireValues(labels, groups.Length, classes, "labels", "class");
        if (targets is not null)
        {
            RequireValues(targets.Classes, labels.Length, classes, "target classes", "class");
            foreach (var (condition, answers) in targets.Predictions)
            {
                if (!predictions.ContainsKey(condition))
                {
                    throw new ArgumentException(
                        $"targets under condition '{condition}', which has no predictions (there are: "
                            + $"{string.Join(", ", predictions.Keys)})");
                }

                RequireValues(
                    answers,
                    labels.Length,
                    classes,
                    $"predictions '{condition}' of targets",
                    "class",
                    isNeeded: row => groups[row] == Subgroup);
            }
        }

        (Labels, Targets) = (labels, targets);
    }

    public int Classes => Possible;

    /// <summary><c>[N]</c></summary>
    public int[] Labels { get; }

    /// <summary><c>[N]</c> for each condition.</summary>
    public IReadOnlyDictionary<string, int[]> Predictions => Values;

    public Targets? Targets { get; }

    /// <summary>The condition that <see cref="GroupTally.NegativeFlipRate"/> compares others with; null: it isn't asked.</summary>
    public string? Baseline { get; init; }

    /// <inheritdoc/>
    /// <remarks>Without targets and baseline.</remarks>
    public override Outcomes Served(params IReadOnlyList<Scenario> scenarios) => new(Classes, Labels, Groups, ValuesOf(scenarios));

    internal override int LabelOf(int image) => Labels[image];

    internal override bool AreOfSameImagesAs(
        Observations other) =>
            base.AreOfSameImagesAs(other) && other is Outcomes { Labels: var labels } && Labels.AsSpan().SequenceEqual(labels);
}

/// <summary>
/// A class that each image is meant to be answered with, whatever its label is, and what it is answered when it is submitted so: a targeted
/// attack.
/// </summary>
/// <param name="Classes">Of each image, <c>[N]</c>.</param>
/// <param name="Predictions">
/// The answers, <c>[N]</c>, by condition; anything for images of others than the subgroup, which nobody asks about.
/// </param>
public sealed record Targets(int[] Classes, IReadOnlyDictionary<string, int[]> Predictions);
