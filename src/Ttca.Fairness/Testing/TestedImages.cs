namespace Ttca.Fairness;

/// <summary>
/// What a permutation test moves as one. Where all seeds have the same images (equal labels and groups, row by row), an image with its answers
/// in all seeds: an image that is hard for one platform is hard for the next, and seeds that moved apart would be taken for independent
/// evidence. Else an image of one seed.
/// </summary>
internal static class TestedImages
{
    public static bool AreShared(IReadOnlyList<Outcomes> seeds) => seeds.Skip(1).All(seed =>
        seed.Labels.AsSpan().SequenceEqual(seeds[0].Labels) && seed.Groups.AsSpan().SequenceEqual(seeds[0].Groups));

    /// <summary>The sets of seeds that move together: one of all, or one for each.</summary>
    public static IReadOnlyList<IReadOnlyList<Outcomes>> Blocks(IReadOnlyList<Outcomes> seeds) =>
        AreShared(seeds) ? [seeds] : [.. seeds.Select(seed => (IReadOnlyList<Outcomes>)[seed])];
}
