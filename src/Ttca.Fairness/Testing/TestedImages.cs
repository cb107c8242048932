namespace Ttca.Fairness;

/// <summary>
/// What is drawn or moved as one. Where all seeds have the same images (equal labels and groups, row by row), an image with its answers
/// in all seeds: an image that is hard for one classifier is hard for the next, and seeds that moved apart would be taken for independent
/// evidence. Else an image of one seed.
/// </summary>
internal static class TestedImages
{
    public static bool AreShared(IReadOnlyList<Observations> seeds) => seeds.Skip(1).All(seeds[0].AreOfSameImagesAs);

    /// <summary>The numbers of the seeds that move together: all, or each alone.</summary>
    public static IReadOnlyList<int[]> Blocks(IReadOnlyList<Observations> seeds) =>
        AreShared(seeds) ? [[.. Enumerable.Range(0, seeds.Count)]] : [.. Enumerable.Range(0, seeds.Count).Select(seed => (int[])[seed])];
}
