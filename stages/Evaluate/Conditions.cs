namespace Ttca.Stages;

/// <summary>What was done to a test image before it was submitted.</summary>
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

    public static IReadOnlyList<string> All { get; } = [None, Collective, Random, WhiteBox];
}
