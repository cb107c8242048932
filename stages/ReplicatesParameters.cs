using System.ComponentModel.DataAnnotations;

namespace Ttca.Stages;

/// <summary>How often what chance decides is drawn anew: every platform meets every one of its proxies and all test images.</summary>
public sealed record ReplicatesParameters
{
    /// <summary>
    /// Platforms, each with training images, a collective, a proxy and noise of its own: a <em>seed</em> of tables and figures. What
    /// intervals generalise to.
    /// </summary>
    /// <value>A verdict needs 5.</value>
    [Range(1, 100)]
    public int Platforms { get; init; } = 3;

    /// <summary>
    /// Proxies that the largest collective trains on each platform's answers, from starts of their own: what it reaches at the experiment's
    /// epsilon is the mean over them. Smaller collectives and other epsilons use the first. From 2 on, and with 2 platforms at least, the
    /// table <c>variance</c> says how much of the effect's spread is whose.
    /// </summary>
    [Range(1, 20)]
    public int Proxies { get; init; } = 1;
}
