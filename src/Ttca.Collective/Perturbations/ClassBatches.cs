using Ttca.Datasets;

namespace Ttca.Collective;

/// <summary>
/// Batches with as many images of each class, without end. Each class is gone through in an order of its own, shuffled
/// anew each time round, so every image of a class is seen equally often.
/// </summary>
/// <remarks>
/// The perturbations of the classes are separate problems that share a batch for speed. An equal share of each batch gives each
/// of them an estimate of equal quality in every step, and a class that is rare in the collective's data no fewer steps.
/// </remarks>
internal sealed class ClassBatches
{
    private readonly List<Cycle> _cycles = [];

    /// <param name="labels">Class of each image, <c>[N]</c>.</param>
    /// <param name="classes">K.</param>
    /// <param name="batchSize">Images of a batch, shared evenly by the classes that have any; a class with fewer gives all it has.</param>
    /// <param name="seed">Seed of the orders.</param>
    public ClassBatches(int[] labels, int classes, int batchSize, long seed)
    {
        var members = Enumerable.Range(0, labels.Length).ToLookup(i => labels[i]);
        var share = Math.Max(1, batchSize / Math.Max(1, members.Count));
        for (var c = 0; c < classes; c++)
        {
            int[] ofClass = [.. members[c]];
            if (ofClass.Length > 0)
            {
                _cycles.Add(new Cycle(ofClass, Math.Min(share, ofClass.Length), SplitMix64.Of(seed, c)));
            }
        }

        Weights = [.. _cycles.SelectMany(cycle => Enumerable.Repeat(1f / cycle.Take, cycle.Take))];
    }

    /// <summary>Classes that have any image, of which each batch holds some.</summary>
    public int Classes => _cycles.Count;

    /// <summary>Weight of each image of a batch, <c>[B]</c>: the sum over a class's images is their mean.</summary>
    public float[] Weights { get; }

    /// <summary>Indices of the next batch's images, <c>[B]</c>, classes in order.</summary>
    public long[] Next()
    {
        var batch = new long[Weights.Length];
        var filled = 0;
        foreach (var cycle in _cycles)
        {
            cycle.Fill(batch.AsSpan(filled, cycle.Take));
            filled += cycle.Take;
        }

        return batch;
    }

    /// <summary>The images of one class, over and over.</summary>
    private sealed class Cycle(int[] images, int take, SplitMix64 random)
    {
        private SplitMix64 _random = random;   // a mutable value: kept in a field, not in the captured parameter's copy
        private int _position = images.Length;

        public int Take { get; } = take;

        public void Fill(Span<long> target)
        {
            for (var i = 0; i < target.Length; i++)
            {
                if (_position == images.Length)
                {
                    _random.Shuffle<int>(images);
                    _position = 0;
                }

                target[i] = images[_position++];
            }
        }
    }
}
