using System.Runtime.InteropServices;

namespace Ttca.Fairness;

/// <summary>
/// Distinct short lists of indices, numbered by first appearance: the rows of a sparse 0/1 matrix. Multiplying a vector of counts with it
/// adds each row's count to each of the row's indices.
/// </summary>
internal sealed class SparseRows
{
    private readonly Dictionary<int[], int> _rows = new(new ByContent());
    private readonly List<int> _starts = [0];
    private readonly List<int> _indices = [];

    public int Count => _rows.Count;

    /// <summary>Number of indices in all rows.</summary>
    public int IndexCount => _indices.Count;

    /// <summary>The indices of a row.</summary>
    public ReadOnlySpan<int> Row(int number) => CollectionsMarshal.AsSpan(_indices)[_starts[number].._starts[number + 1]];

    /// <summary>Number of the row with these indices, new or known.</summary>
    public int NumberOf(int[] row)
    {
        if (!_rows.TryGetValue(row, out var number))
        {
            number = _rows.Count;
            _rows.Add(row, number);
            _indices.AddRange(row);
            _starts.Add(_indices.Count);
        }

        return number;
    }

    /// <summary>Adds one row, once.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="sums">Added to.</param>
    public void Add(int row, Span<int> sums)
    {
        foreach (var i in Row(row))
        {
            sums[i]++;
        }
    }

    /// <param name="counts">How often each row is added, <c>[Count]</c>; set to zero.</param>
    /// <param name="sums">Added to.</param>
    public void Add(Span<int> counts, Span<int> sums)
    {
        var start = CollectionsMarshal.AsSpan(_starts);
        var index = CollectionsMarshal.AsSpan(_indices);
        for (var row = 0; row < counts.Length; row++)
        {
            var times = counts[row];
            if (times == 0)
            {
                continue;
            }

            counts[row] = 0;
            for (var i = start[row]; i < start[row + 1]; i++)
            {
                sums[index[i]] += times;
            }
        }
    }

    private sealed class ByContent : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] row)
        {
#pragma warning disable RS0030 // the dictionary is never enumerated: rows are numbered by first appearance
            var hash = new HashCode();
            foreach (var index in row)
            {
                hash.Add(index);
            }

            return hash.ToHashCode();
#pragma warning restore RS0030
        }
    }
}
