using Ttca.Datasets;

namespace Ttca.Collective;

/// <summary>What each user reached alone, and at what cost: one row per image.</summary>
/// <param name="Rows">Where the image is in the set that was attacked, <c>[N]</c>.</param>
/// <param name="Groups"><c>[N]</c>.</param>
/// <param name="Labels">True class, <c>[N]</c>.</param>
/// <param name="PredictedBefore">The answer to the unchanged image, the first query of each, <c>[N]</c>.</param>
/// <param name="Succeeded">Whether a wrong answer became right, <c>[N]</c>; false where it was right before.</param>
/// <param name="Queries">Queries spent on each image, the first and those of failures included, <c>[N]</c>.</param>
public sealed record AttackedImages(int[] Rows, Group[] Groups, int[] Labels, int[] PredictedBefore, bool[] Succeeded, int[] Queries)
{
    public int Count => Rows.Length;

    /// <summary>What the platform's meter counted for all images.</summary>
    public long TotalQueries => Queries.Sum(queries => (long)queries);

    /// <summary>
    /// The number of the query at which an image was first answered rightly: 1 where it was right before; null where it never was.
    /// </summary>
    public int? QueriesToRight(int index) =>
        PredictedBefore[index] == Labels[index] ? 1
        : Succeeded[index] ? Queries[index]
        : null;
}
