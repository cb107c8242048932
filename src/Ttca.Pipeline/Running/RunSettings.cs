namespace Ttca.Pipeline;

/// <summary>
/// How a plan is run; nothing in here changes what a node makes, except as far as the numeric environment of its key says.
/// </summary>
public sealed record RunSettings
{
    /// <summary>Nodes that run at once.</summary>
    /// <value>From 1.</value>
    public required int Jobs { get; init; }

    /// <summary>Name of the experiment, which the run is on record for; null leaves it off the record.</summary>
    public string? Experiment { get; init; }

    /// <summary>The command line that is recorded with the run, to paste into a shell.</summary>
    public string Command { get; init; } = "";

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The longest that any node may run, instead of what its stage says (<see cref="ILimitsTime"/>).</summary>
    /// <value>Null: what its stage says, or 24 hours.</value>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Folder for downloads that outlive the store.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Whether the caller reads a node's artifact after the run: such a one is checked byte for byte when it is found.</summary>
    /// <value>None.</value>
    public Func<Node, bool> IsRead { get; init; } = _ => false;

    /// <summary>Versions that are recorded with each node, for people.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();
}
