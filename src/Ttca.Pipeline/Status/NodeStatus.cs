namespace Ttca.Pipeline;

/// <summary>Whether a node is up to date, and if not, everything that speaks against it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Reasons">Empty where a run would use what is stored.</param>
/// <param name="Action">The record that a run would use; or the earlier one that the node was compared with, where there is one.</param>
public sealed record NodeStatus(Node Node, IReadOnlyList<StaleReason> Reasons, ActionRecord? Action)
{
    /// <summary>
    /// Whether a run would use what is stored. A node that is stale only because of its inputs may turn out up to date (early cutoff).
    /// </summary>
    public bool IsUpToDate => Reasons.Count == 0;

    /// <summary>Whether nothing speaks against it but that something before it is stale.</summary>
    public bool OnlyFollows => Reasons.Count > 0 && Reasons.All(reason => reason.Cause == StaleCause.Upstream);

    /// <summary>For people, one line.</summary>
    public string Reason
    {
        get
        {
            var own = Reasons.Where(reason => reason.Cause != StaleCause.Upstream).Select(reason => reason.Text).ToList();
            var upstream = Reasons.Where(reason => reason.Cause == StaleCause.Upstream).ToList();
            return IsUpToDate ? "up to date"
                : own.Count > 0 ? string.Join("; ", own)
                : upstream[0].Text + (upstream.Count == 1 ? "" : $" (and {upstream.Count - 1} more of its inputs)");
        }
    }
}

/// <summary>What speaks against using a stored result.</summary>
/// <param name="Cause">Its kind.</param>
/// <param name="Text">For people: <c>perturbation.steps: 60 -> 100</c>.</param>
/// <param name="Input">The stale node before it, where that is the cause.</param>
public sealed record StaleReason(StaleCause Cause, string Text, Node? Input = null);

/// <summary>Kinds of reasons.</summary>
public enum StaleCause
{
    /// <summary>No earlier result of such a node is on record.</summary>
    NeverRan,

    /// <summary>A parameter has another value.</summary>
    Parameter,

    /// <summary>An input has other bytes.</summary>
    Input,

    /// <summary>A file outside the store has other bytes, or isn't there.</summary>
    File,

    /// <summary>Code that the stage reaches has changed.</summary>
    Code,

    /// <summary>A library version, the kind of device or the number of threads has changed.</summary>
    Environment,

    /// <summary>Its random numbers come from another seed, though its parameters are the same.</summary>
    Seed,

    /// <summary>Its result was there and is missing.</summary>
    Missing,

    /// <summary>Its result is there, but not as it was made.</summary>
    Damaged,

    /// <summary>A node that it needs is stale.</summary>
    Upstream,
}
