namespace Ttca.Fairness;

/// <summary>
/// Outcomes under one condition, with the groups exchanged among the images of a class. Images of a class with equal answers in all seeds
/// can't be told apart: what is exchanged are such patterns, and each adds to the cells of the group that it comes to.
/// </summary>
internal sealed class ExchangedGroups : RandomTallies<ExchangedGroups.Scratch>
{
    private readonly TallyLayout _layout;
    private readonly int _seeds;
    private readonly int[] _groupsBySize;                // the largest last: it takes what is left
    private readonly SparseRows _patterns = new();       // an image's answers in the seeds -> cells of the first group, of each seed
    // images of a class in canonical order, number of them in each group
    private readonly List<(int[] Patterns, int[] Sizes)> _strata = [];

    public ExchangedGroups(IReadOnlyList<Outcomes> served, TallyLayout layout)
    {
        _layout = layout;
        _seeds = served.Count;
        var sizes = new int[layout.Groups];
        foreach (var block in TestedImages.Blocks(served))
        {
            var images = served[block[0]];
            foreach (var ofClass in Enumerable.Range(0, images.Count).GroupBy(image => images.Labels[image]).OrderBy(alike => alike.Key))
            {
                var ofGroups = new int[layout.Groups];
                foreach (var image in ofClass)
                {
                    ofGroups[images.Groups[image]]++;
                    sizes[images.Groups[image]]++;
                }

                _strata.Add((PatternsOf(served, block, ofClass), ofGroups));
            }
        }

        _groupsBySize = [.. Enumerable.Range(0, layout.Groups).OrderBy(group => sizes[group])];
    }

    /// <summary>Whether any class has images of two groups: else every permutation is the observed arrangement.</summary>
    public bool AnyCanBeExchanged => _strata.Any(stratum => stratum.Sizes.Count(size => size > 0) > 1);

    public override Scratch NewScratch() => new(
        new int[_strata.Max(stratum => stratum.Patterns.Length)], new SeedTallies(_layout, _seeds));

    public override void Draw(ref SplitMix64 random, Scratch scratch)
    {
        var local = random;
        scratch.Tallies.Clear();
        foreach (var (images, sizes) in _strata)
        {
            var left = scratch.Images.AsSpan(0, images.Length);
            images.CopyTo(left);
            foreach (var group in _groupsBySize.AsSpan(0, _groupsBySize.Length - 1))
            {
                left = Take(sizes[group], left, SumsOf(group, scratch), ref local);
            }

            foreach (var pattern in left)
            {
                _patterns.Add(pattern, SumsOf(_groupsBySize[^1], scratch));
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
            var other = i + local.NextInt(images.Length - i);
            _patterns.Add(images[other], sums);
            images[other] = images[i];
        }

        random = local;
        return images[count..];
    }

    private Span<int> SumsOf(int group, Scratch scratch) => scratch.Tallies.Sums.AsSpan(_layout.Positives(group));

    private int[] PatternsOf(IReadOnlyList<Outcomes> served, int[] block, IEnumerable<int> ofClass)
    {
        int[][] rows =
        [
            .. ofClass.Select(
                image => (int[])[served[block[0]].Labels[image], .. block.Select(seed => served[seed].Predictions.Values.Single()[image])]),
        ];
        Array.Sort(rows, static (a, b) => a.AsSpan().SequenceCompareTo(b));     // an order that doesn't depend on how the rows came
        return
        [
            .. rows.Select(
                row => _patterns.NumberOf(
                    [
                        .. block.SelectMany(
                            (seed, i) => _layout
                                .Cells(group: 0, condition: 0, row[0], row[1 + i])
                                .Select(cell => seed * _layout.Length + cell)),
                    ])),
        ];
    }

    /// <param name="Images">Of one stratum.</param>
    /// <param name="Tallies">Of the latest draw.</param>
    internal sealed record Scratch(int[] Images, SeedTallies Tallies) : IScratch;
}
