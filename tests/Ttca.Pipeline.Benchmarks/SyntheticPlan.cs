using System.Buffers.Binary;

namespace Ttca.Pipeline.Benchmarks;

/// <summary>
/// A plan with the shape of an experiment, of any size: ten layers, of sources (one in ten reads a file), then in turn of nodes with one
/// input and of joins of three, and a last node that reads a tenth of all.
/// </summary>
public static class SyntheticPlan
{
    private const int Layers = 10;
    private const int SourcesPerFile = 10;

    /// <summary>Builds the plan.</summary>
    /// <param name="catalog">The stages of this program.</param>
    /// <param name="nodes">A multiple of 100.</param>
    /// <param name="folder">Where the files are that sources read: see <see cref="WriteFiles"/>.</param>
    /// <param name="change">Added to the value of each source that reads no file: with another one, nearly all nodes are stale.</param>
    public static Plan Build(StageCatalog catalog, int nodes, string folder, int change = 0)
    {
        var plan = new PlanBuilder(catalog);
        var width = nodes / Layers;
        var previous = new Node<Number>[width];
        for (var i = 0; i < width; i++)
        {
            previous[i] = plan.Add<Number>(i % SourcesPerFile == 0
                ? new FirstBytes($"file-{i}", PathOf(folder, i))
                : new Constant(new ConstantParameters { Value = i + change, Mirror = folder }) { Seed = i % 5 });
        }

        for (var layer = 1; layer < Layers; layer++)
        {
            var next = new Node<Number>[width];
            for (var i = 0; i < width; i++)
            {
                next[i] = layer == Layers - 1 && i == width - 1 ? plan.Add(new Sum(0) { Of = [.. next[..i]] })
                    : layer % 2 == 1 ? plan.Add(new Multiply((2 * i) + 3, $"layer-{layer}") { Of = previous[i / 2] })
                    : plan.Add(new Sum(layer) { Of = [previous[i], previous[(i + 1) % width], previous[(i + (width / 2)) % width]] });
            }

            previous = next;
        }

        return plan.Build();
    }

    /// <summary>Writes the files that sources read, last changed long ago.</summary>
    public static void WriteFiles(int nodes, string folder)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < nodes / Layers; i += SourcesPerFile)
        {
            var content = new byte[1 << 16];
            BinaryPrimitives.WriteInt64LittleEndian(content, 1_000_003L * i);
            File.WriteAllBytes(PathOf(folder, i), content);
            File.SetLastWriteTimeUtc(PathOf(folder, i), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
    }

    private static string PathOf(string folder, int i) => Path.Combine(folder, $"{i}.bin");
}
