using System.Numerics;

namespace Ttca.Fairness;

/// <summary>
/// Outcomes under two conditions, with both answers of some images swapped, each with probability 1/2. How many of the images with equal
/// label, group and answers are swapped is all that matters: the number of ones among as many random bits.
/// </summary>
internal sealed class SwappedConditions : RandomTallies<SwappedConditions.Scratch>
{
    private readonly TallyLayout _layout;
    private readonly int _seeds;
    private readonly SparseRows _patterns = new();       // the cells of an image as it is, and swapped
    private readonly List<(int Images, int AsItIs, int Swapped)> _pairs = [];

    public SwappedConditions(IReadOnlyList<Observations> served, TallyLayout layout, string first, string second)
    {
        _layout = layout;
        _seeds = served.Count;
        foreach (var block in TestedImages.Blocks(served))
        {
            var images = served[block[0]];
            int[] Answers(string condition, int image) => [.. block.Select(seed => served[seed].Values[condition][image])];
            var rows = Enumerable.Range(0, images.Count)
                .Select(image => (int[])[images.Groups[image], images.LabelOf(image), .. Answers(first, image), .. Answers(second, image)])
                .ToArray();
            Array.Sort(rows, static (a, b) => a.AsSpan().SequenceCompareTo(b));     // an order that doesn't depend on how the rows came
            var (one, other) = (layout.IndexOf(first), layout.IndexOf(second));
            for (int start = 0, end; start < rows.Length; start = end)
            {
                for (end = start + 1; end < rows.Length && rows[end].AsSpan().SequenceEqual(rows[start]); end++)
                {
                }

                _pairs.Add(
                    (
                        end - start,
                        _patterns.NumberOf(Cells(block, rows[start], one, other)),
                        _patterns.NumberOf(Cells(block, rows[start], other, one))));
            }
        }
    }

    public override Scratch NewScratch() => new(new int[_patterns.Count], new SeedTallies(_layout, _seeds));

    public override void Draw(ref SplitMix64 random, Scratch scratch)
    {
        var local = random;     // in a register, which the caller's can't be
        foreach (var (images, asItIs, swapped) in _pairs)
        {
            var ones = asItIs == swapped ? 0 : Ones(images, ref local);
            scratch.Patterns[asItIs] += images - ones;
            scratch.Patterns[swapped] += ones;
        }

        random = local;
        scratch.Tallies.Clear();
        _patterns.Add(scratch.Patterns, scratch.Tallies.Sums);
    }

    /// <summary>Number of ones among random bits: binomial, with probability 1/2.</summary>
    private static int Ones(int bits, ref SplitMix64 random)
    {
        var ones = 0;
        for (; bits >= 64; bits -= 64)
        {
            ones += BitOperations.PopCount(random.NextBits());
        }

        return bits == 0 ? ones : ones + BitOperations.PopCount(random.NextBits() >> (64 - bits));
    }

    /// <param name="block">The seeds that move together.</param>
    /// <param name="row">Group, label, answers under the first condition seed by seed, and under the second.</param>
    /// <param name="one">The condition that the first answers are counted for.</param>
    /// <param name="other">The condition that the second answers are counted for.</param>
    private int[] Cells(int[] block, int[] row, int one, int other)
    {
        var (first, second) = (row.AsMemory(2, block.Length), row.AsMemory(2 + block.Length));
        IEnumerable<int> CellsOf(int condition, Memory<int> answers) => block.SelectMany((seed, i) =>
            _layout.Cells(row[0], condition, row[1], answers.Span[i]).Select(cell => seed * _layout.Length + cell));
        return [.. CellsOf(one, first).Concat(CellsOf(other, second)).Order()];
    }

    /// <param name="Patterns">Images that have each, all zero between draws.</param>
    /// <param name="Tallies">Of the latest draw.</param>
    internal sealed record Scratch(int[] Patterns, SeedTallies Tallies) : IScratch;
}
