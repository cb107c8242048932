namespace Ttca.Fairness;

/// <summary>
/// How many queries each image took to be answered rightly, as outcomes: the "answer" is the number of that query, and 0 where the answer never
/// became right. Sums over images are then histograms of queries, and the bootstrap resamples them as it does answers.
/// </summary>
public static class QueryOutcomes
{
    /// <summary>The answer that stands for "never".</summary>
    public const int Never = 0;

    /// <param name="cap">Most queries per image, from 1.</param>
    /// <param name="queriesToRight">For each condition the query of each image that was answered rightly, from 1 to the cap; null: none was.</param>
    /// <exception cref="ArgumentException">Lengths differ, a number is beyond the cap, or there are no images or conditions.</exception>
    public static Outcomes Of(int cap, IReadOnlyDictionary<string, IReadOnlyList<int?>> queriesToRight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cap, 1);
        ArgumentNullException.ThrowIfNull(queriesToRight);
        var images = queriesToRight.Values.Select(queries => queries.Count).FirstOrDefault();
        var groups = new byte[images];
        Array.Fill(groups, Outcomes.Subgroup);
        return new Outcomes(
            cap + 1, new int[images], groups,
            queriesToRight.ToDictionary(pair => pair.Key, pair => pair.Value.Select(queries => queries ?? Never).ToArray()));
    }

    /// <summary>Images that were right after at most some queries.</summary>
    internal static int RightWithin(GroupTally tally, int queries)
    {
        var right = 0;
        for (var query = 1; query <= queries; query++)
        {
            right += tally.Answered(query);
        }

        return right;
    }
}
