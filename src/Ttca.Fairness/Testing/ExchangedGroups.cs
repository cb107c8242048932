namespace Ttca.Fairness;

/// <summary>
/// Outcomes under one condition, with the groups exchanged among the images of a class. Images of a class with equal answers in all seeds can't
/// be told apart, so a group's sums are a histogram over such patterns times the cells of each.
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
        new int[strata.Max(stratum => stratum.Patterns.Length)], [.. groupsBySize.Select(_ => new int[patterns.Count])], new Tally(layout));

    public override void Draw(ref SplitMix64 random, Scratch scratch)
    {
        var local = random;
        foreach (var (images, sizes) in strata)
        {
            var left = scratch.Images.AsSpan(0, images.Length);
            images.CopyTo(left);
            foreach (var group in groupsBySize.AsSpan(0, groupsBySize.Length - 1))
            {
                left = Take(sizes[group], left, scratch.Drawn[group], ref local);
            }

            foreach (var pattern in left)
            {
                scratch.Drawn[groupsBySize[^1]][pattern]++;
            }
        }

        random = local;
        Array.Clear(scratch.Tally.Counts);
        for (var group = 0; group < layout.Groups; group++)
        {
            patterns.Add(scratch.Drawn[group], scratch.Tally.Counts.AsSpan(layout.Positives(group)));
        }
    }

    /// <summary>Draws some without replacement; gives the others back.</summary>
    private static Span<int> Take(int count, Span<int> images, int[] drawn, scoped ref SplitMix64 random)
    {
        var local = random;     // in a register, which the caller's can't be
        for (var i = 0; i < count; i++)
        {
            var other = i + local.Below(images.Length - i);
            drawn[images[other]]++;
            images[other] = images[i];
        }

        random = local;
        return images[count..];
    }

    private int[] PatternsOf(IReadOnlyList<Outcomes> block, IEnumerable<int> ofClass)
    {
        int[][] rows = [.. ofClass.Select(image => (int[])[block[0].Labels[image], .. block.Select(seed => seed.Predictions.Values.Single()[image])])];
        Array.Sort(rows, static (a, b) => a.AsSpan().SequenceCompareTo(b));     // an order that doesn't depend on how the rows came
        return [.. rows.Select(row => patterns.NumberOf([.. row.Skip(1).SelectMany(answer => layout.Cells(group: 0, condition: 0, row[0], answer))]))];
    }

    /// <param name="Images">Of one stratum.</param>
    /// <param name="Drawn">Times each pattern was drawn for each group, all zero between draws.</param>
    /// <param name="Tally">Of the latest draw.</param>
    internal sealed record Scratch(int[] Images, int[][] Drawn, Tally Tally) : IScratch;
}
