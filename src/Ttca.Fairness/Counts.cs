using System.Numerics.Tensors;

namespace Ttca.Fairness;

/// <summary>
/// A whole number of each image under each condition, such as the tries that something took, or the rank of a score. Sums over images are
/// then histograms, and the bootstrap resamples images with their numbers under every condition.
/// </summary>
public sealed class Counts : Observations
{
    /// <param name="most">The largest number that there may be; from 1.</param>
    /// <param name="values">From 0 to <paramref name="most"/>, <c>[N]</c>, by condition.</param>
    /// <exception cref="ArgumentException">Lengths differ, a number is out of range, or there are no images or conditions.</exception>
    public Counts(int most, IReadOnlyDictionary<string, int[]> values)
        : base(most + 1, new byte[values.Values.FirstOrDefault([]).Length], values, ("numbers", "number"))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
    }

    /// <summary>
    /// Scores as numbers, for each seed: the rank of each score among all of its seed, from 0, equal scores having one. Their histograms
    /// hold all that the area under the ROC curve depends on.
    /// </summary>
    /// <param name="seeds">For each condition the score of each image, <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">Lengths differ, or there are no scores.</exception>
    public static IReadOnlyList<Counts> RanksOf(IReadOnlyList<IReadOnlyDictionary<string, float[]>> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        var ranks = seeds
            .Select(
                seed => seed.Values.SelectMany(scores => scores)
                    .Distinct()
                    .Order()
                    .Index()
                    .ToDictionary(score => score.Item, score => score.Index))
            .ToList();
        var most = Math.Max(1, ranks.Max(scores => scores.Count) - 1);
        return
        [
            .. seeds.Zip(
                ranks,
                (seed, rank) => new Counts(
                    most, seed.ToDictionary(scores => scores.Key, scores => scores.Value.Select(score => rank[score]).ToArray()))),
        ];
    }

    /// <inheritdoc/>
    public override Counts Served(params IReadOnlyList<Scenario> scenarios) => new(Possible - 1, ValuesOf(scenarios));

    internal override int LabelOf(int image) => 0;
}

/// <summary>How many images have each number of <see cref="Counts"/> under one condition.</summary>
public readonly ref struct Histogram
{
    private readonly ReadOnlySpan<int> _images;     // [Most + 1]

    internal Histogram(ReadOnlySpan<int> images) => _images = images;

    /// <summary>The largest number that there may be.</summary>
    public int Most => _images.Length - 1;

    /// <summary>Number of images.</summary>
    public int Images => TensorPrimitives.Sum(_images);

    /// <summary>Images with this number.</summary>
    public int this[int number] => _images[number];

    /// <summary>Images with a number from the first to the last one.</summary>
    public int Between(int first, int last) => TensorPrimitives.Sum(_images[first..(last + 1)]);
}
