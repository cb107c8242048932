using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>What was done to a test image before it was submitted, and to which platform.</summary>
public static class Conditions
{
    /// <summary>Nothing.</summary>
    public const string None = "none";

    /// <summary>The collective's perturbation of the image's class was added.</summary>
    public const string Collective = "collective";

    /// <summary>Control: random signs of the same size.</summary>
    public const string Random = "random";

    /// <summary>Control: a perturbation optimised on the platform itself.</summary>
    public const string WhiteBox = "white-box";

    /// <summary>Control: the collective's perturbation with its Fourier magnitudes and phases by chance.</summary>
    public const string PhaseShuffled = "phase-shuffled";

    /// <summary>
    /// Control: nothing was added, and the image went through what anybody's program for photos does, the best of it on validation images.
    /// </summary>
    public const string Preprocess = "preprocess";

    /// <summary>One perturbation for all classes of the collective was added.</summary>
    public const string Shared = "shared";

    /// <summary>Control: one for all classes, optimised on the platform itself.</summary>
    public const string WhiteBoxShared = "white-box-shared";

    /// <summary>The perturbation was added of a collective that knows the platform's defences, and optimised through them.</summary>
    public const string Adaptive = "adaptive";

    /// <summary>Ablation: the perturbation of a collective of one member was added.</summary>
    public const string PoolOfOne = "pool-of-one";

    /// <summary>
    /// Ablation: a perturbation was added that was optimised on a network of the members' own labels, for which nobody asked the platform.
    /// </summary>
    public const string TrueLabels = "true-labels";

    /// <summary>Ablation: the platform isn't asked; that network of the members' own answers.</summary>
    public const string OwnModel = "own-model";

    /// <summary>A signal was added, and the platform was trained on the collective's images with it.</summary>
    public const string Planted = "planted";

    /// <summary>Nothing was added, and the platform was trained on the collective's images with a signal.</summary>
    public const string Unsignalled = "unsignalled";

    /// <summary>Control: nothing was added, and the platform was trained on the collective's images as they are.</summary>
    public const string Contributed = "contributed";

    /// <summary>The subgroup submits with a condition, everyone else images as they are: what a collective does.</summary>
    public static Scenario Members(string condition) => Scenario.Subgroup(condition, None);

    /// <summary>
    /// Those under which members of the collective submit what they made from answers: nothing else may lead to it (claim C7).
    /// </summary>
    public static IReadOnlyList<string> OfTheCollective { get; } = [Collective, Adaptive, Shared, PoolOfOne, TrueLabels];

    /// <summary>Those of every study.</summary>
    public static IReadOnlyList<string> All { get; } = [None, Collective, Random, WhiteBox];

    /// <summary>Those of studies of the collective itself, with every control.</summary>
    public static IReadOnlyList<string> Controlled { get; } = [.. All, PhaseShuffled, Preprocess];
}
