using System.Text.Json.Serialization;

namespace Ttca.Pipeline;

/// <summary>
/// A run: the content of <c>runs/&lt;experiment&gt;-&lt;id&gt;.json</c>. What it used, <see cref="GarbageCollector"/> keeps.
/// </summary>
public sealed record RunRecord
{
    /// <summary>Name of the experiment.</summary>
    public required string Experiment { get; init => field = Checked.Id(value); }

    /// <summary>The command line, to paste into a shell.</summary>
    public required string Command { get; init; }

    /// <summary>When it ended. A run that used the same results again has replaced the earlier record.</summary>
    public required DateTimeOffset Finished { get; init => field = Checked.Time(value); }

    /// <summary>Whether it brought the whole experiment up to date. Otherwise it was stopped, failed, or was of a part.</summary>
    /// <value>False, also where an earlier version didn't say.</value>
    public bool IsWhole { get; init; }

    /// <summary>Nodes of the run that were up to date at its end, in the order of the plan.</summary>
    public required IReadOnlyList<RunNode> Nodes { get; init => field = Checked.List(value); }

    /// <summary>Hash over what it used: equal for a run and its repetition.</summary>
    [JsonIgnore]
    public string Id => Hashing.Hash(string.Join('\n', Nodes.Select(node => node.Key).Order(StringComparer.Ordinal)))[..12];
}

/// <summary>One node of a run.</summary>
/// <param name="Node">Its id in the plan.</param>
/// <param name="Stage">Name of its stage.</param>
/// <param name="Key">What its result is filed under.</param>
public sealed record RunNode(string Node, string Stage, string Key)
{
    public string Node { get; init => field = Checked.Id(value); } = Checked.Id(Node);

    public string Stage { get; init => field = Checked.Id(value); } = Checked.Id(Stage);

    public string Key { get; init => field = Checked.Digest(value); } = Checked.Digest(Key);
}
