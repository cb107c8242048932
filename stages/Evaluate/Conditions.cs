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

    /// <summary>One perturbation for all classes of the collective was added.</summary>
    public const string Shared = "shared";

    /// <summary>Control: one for all classes, optimised on the platform itself.</summary>
    public const string WhiteBoxShared = "white-box-shared";

    /// <summary>A signal was added, and the platform was trained on the collective's images with it.</summary>
    public const string Planted = "planted";

    /// <summary>Nothing was added, and the platform was trained on the collective's images with a signal.</summary>
    public const string Unsignalled = "unsignalled";

    /// <summary>Control: nothing was added, and the platform was trained on the collective's images as they are.</summary>
    public const string Contributed = "contributed";

    /// <summary>Those under which members of the collective submit what they made from answers: nothing else may lead to it (claim C7).</summary>
    public static IReadOnlyList<string> OfTheCollective { get; } = [Collective, Shared];

    /// <summary>Those of every study.</summary>
    public static IReadOnlyList<string> All { get; } = [None, Collective, Random, WhiteBox];
}
