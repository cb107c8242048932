namespace Ttca.Fairness;

/// <summary>
/// Outcomes under one condition, with the groups exchanged among the images of a class. Images of a class with equal answers in all seeds can't
/// be told apart: what is exchanged are such patterns, and each adds to the cells of the group that it comes to.
/// </summary>
internal sealed class ExchangedGroups : RandomTallies<ExchangedGroups.Scratch>
{
    private readonly TallyLayout layout;
    private readonly int[] groupsBySize;                // the largest last: it takes what is left
    private readonly SparseRows patterns = new();       // an image's answers in all seeds -> cells of the first group
    private readonly List<(int[] Patterns, int[] Sizes)> strata = [];   // images of a class in canonical order, number of them in each group

    public ExchangedGroups(IReadOnlyList<Outcomes> served, TallyLayout layout)
    {
        this.layout = layout;
        var sizes = new int[layout.Groups];
        foreach (var block in TestedImages.Blocks(served))
        {
            foreach (var ofClass in Enumerable.Range(0, block[0].Count).GroupBy(image => block[0].Labels[image]).OrderBy(images => images.Key))
            {
                var ofGroups = new int[layout.Groups];
                foreach (var image in ofClass)
                {
                    ofGroups[block[0].Groups[image]]++;
                    sizes[block[0].Groups[image]]++;
                }

                strata.Add((PatternsOf(block, ofClass), ofGroups));
            }
        }

        groupsBySize = [.. Enumerable.Range(0, layout.Groups).OrderBy(group => sizes[group])];
    }

    /// <summary>Whether any class has images of two groups: else every permutation is the observed arrangement.</summary>
    public bool AnyCanBeExchanged => strata.Any(stratum => stratum.Sizes.Count(size => size > 0) > 1);

    public override Scratch NewScratch() => new(
        new int[strata.Max(stratum => stratum.Patterns.Length)], new Tally(layout));

    public override void Draw(ref SplitMix64 random, Scratch scratch)
    {
        var local = random;
        scratch.Tally.Clear();
        foreach (var (images, sizes) in strata)
        {
            var left = scratch.Images.AsSpan(0, images.Length);
            images.CopyTo(left);
            foreach (var group in groupsBySize.AsSpan(0, groupsBySize.Length - 1))
            {
                left = Take(sizes[group], left, SumsOf(group, scratch), ref local);
            }

            foreach (var pattern in left)
            {
                patterns.Add(pattern, SumsOf(groupsBySize[^1], scratch));
            }
        }

        random = local;
    }

    /// <summary>Draws some without replacement; gives the others back.</summary>
    private Span<int> Take(int count, Span<int> images, Span<int> sums, scoped ref SplitMix64 random)
    {
        var local = random;     // in a register, which the caller's can't be
        for (var i = 0; i < count; i++)
        {
            var other = i + local.Below(images.Length - i);
            patterns.Add(images[other], sums);
            images[other] = images[i];
        }

        random = local;
        return images[count..];
    }

    private Span<int> SumsOf(int group, Scratch scratch) => scratch.Tally.Counts.AsSpan(layout.Positives(group));

    private int[] PatternsOf(IReadOnlyList<Outcomes> block, IEnumerable<int> ofClass)
    {
        int[][] rows = [.. ofClass.Select(image => (int[])[block[0].Labels[image], .. block.Select(seed => seed.Predictions.Values.Single()[image])])];
        Array.Sort(rows, static (a, b) => a.AsSpan().SequenceCompareTo(b));     // an order that doesn't depend on how the rows came
        return [.. rows.Select(row => patterns.NumberOf([.. row.Skip(1).SelectMany(answer => layout.Cells(group: 0, condition: 0, row[0], answer))]))];
    }

    /// <param name="Images">Of one stratum.</param>
    /// <param name="Tally">Of the latest draw.</param>
    internal sealed record Scratch(int[] Images, Tally Tally) : IScratch;
}
