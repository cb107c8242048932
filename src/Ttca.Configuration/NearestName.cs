namespace Ttca.Configuration;

/// <summary>Finds the name that was probably meant.</summary>
public static class NearestName
{
    private const int LongestName = 64;

    /// <summary>
    /// The candidate with the smallest optimal-string-alignment distance (insert, delete, replace, swap of neighbours),
    /// the first in case of a tie; null where none is within a third of the name's length (but at least 2).
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName)
        {
            return null;
        }

        var best = candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(name, candidate)))
            .DefaultIfEmpty((Candidate: "", Distance: int.MaxValue))
            .MinBy(pair => pair.Distance);
        return best.Distance <= Math.Max(2, name.Length / 3) && best.Distance < name.Length ? best.Candidate : null;
    }

    /// <summary>Optimal string alignment distance (Damerau-Levenshtein without overlapping swaps), ignoring case.</summary>
    public static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = rows[i - 1, j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                rows[i, j] = Math.Min(replace, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }

    /// <summary>The end of an error about an unknown name: <c>; nearest is 'steps' (allowed: epsilon, steps)</c>.</summary>
    internal static string Hint(string name, IReadOnlyCollection<string> allowed)
    {
        var list = allowed.Count == 0 ? "(nothing is allowed here)" : $"(allowed: {string.Join(", ", allowed)})";
        return Of(name, allowed) is { } nearest ? $"; nearest is '{nearest}' {list}" : $" {list}";
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
