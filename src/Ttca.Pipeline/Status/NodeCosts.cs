namespace Ttca.Pipeline;

/// <summary>
/// What nodes took and made, as a guide to what others will: the mean of those of the same set-up but for the seed, all inputs included;
/// where there is none, of those with the same parameters; where there is none, of those of the same stage.
/// </summary>
public sealed class NodeCosts
{
    private readonly Lock _gate = new();
    private readonly Likeness _likeness;
    private readonly Dictionary<string, Sums> _earlier = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sums> _now = new(StringComparer.Ordinal);

    /// <summary>What the records of a store say.</summary>
    /// <param name="records">Of what earlier runs have made.</param>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>: what ran on another one tells nothing.</param>
    public NodeCosts(IReadOnlyList<ActionRecord> records, string device)
    {
        ArgumentNullException.ThrowIfNull(records);
        _likeness = new Likeness(records);
        foreach (var record in records.Where(record => record.Device == device))
        {
            AddTo(_earlier, _likeness.Of(record), record);
        }
    }

    /// <summary>A node that ran just now, which tells more of others of its kind than what ran earlier, on whatever machine.</summary>
    public void Add(Node node, ActionRecord action)
    {
        lock (_gate)
        {
            AddTo(_now, _likeness.Of(node), action);
        }
    }

    /// <summary>What a node may take and make; null where no node of its stage has ever run.</summary>
    public NodeCost? Of(Node node)
    {
        lock (_gate)
        {
            foreach (var kind in _likeness.Of(node))
            {
                if ((_now.GetValueOrDefault(kind) ?? _earlier.GetValueOrDefault(kind)) is { } sums)
                {
                    return new NodeCost(sums.Seconds / sums.Count, sums.Bytes / sums.Count, kind, sums.Count);
                }
            }

            return null;
        }
    }

    private static void AddTo(Dictionary<string, Sums> sums, IReadOnlyList<string> kinds, ActionRecord record)
    {
        var bytes = record.Outputs.Sum(file => file.Size);
        foreach (var kind in kinds)
        {
            sums[kind] = sums.TryGetValue(kind, out var sum)
                ? new Sums(sum.Count + 1, sum.Seconds + record.Seconds, sum.Bytes + bytes)
                : new Sums(1, record.Seconds, bytes);
        }
    }

    private sealed record Sums(int Count, double Seconds, double Bytes);
}

/// <summary>What a node may take and make.</summary>
/// <param name="Seconds">Mean time of those like it.</param>
/// <param name="Bytes">Mean size of their artifacts.</param>
/// <param name="Kind">What they have in common, as a name.</param>
/// <param name="Nodes">How many they are.</param>
public sealed record NodeCost(double Seconds, double Bytes, string Kind, int Nodes);
