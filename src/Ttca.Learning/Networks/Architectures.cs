using Ttca.Learning.Networks.Layers;
using Ttca.Parameters;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

/// <summary>The architectures by name.</summary>
public static class Architectures
{
    /// <summary>Images have to leave pixels to average over after three halvings.</summary>
    internal const int SmallestSide = 8;

    private static readonly IReadOnlyDictionary<string, Architecture> All = Implementations.Of<Architecture>();

    /// <summary>In ordinal order.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. All.Keys];

    /// <summary>A fresh network for images [3,height,width]; the same seed gives the same weights on every device.</summary>
    /// <exception cref="ArgumentException">The name is unknown, or classes or size are too small.</exception>
    public static Network Create(string architecture, int classes, int height, int width, long seed)
    {
        using var initializer = new Initializer(seed);
        return Build(architecture, classes, height, width, initializer);
    }

    /// <summary>The number of weights that training moves, biases and the scales and offsets of batch norm included.</summary>
    /// <exception cref="ArgumentException">The name is unknown, or classes or size are too small.</exception>
    public static long ParametersOf(string architecture, int classes, int height, int width)
    {
        using var network = CreateBlank(architecture, classes, height, width);
        return network.Weights.Sum(weight => weight.Stored.numel());
    }

    /// <summary>As <see cref="Create"/> without drawing weights, for networks that are filled from elsewhere.</summary>
    internal static Network CreateBlank(string architecture, int classes, int height, int width)
    {
        using var initializer = Initializer.Blank();
        return Build(architecture, classes, height, width, initializer);
    }

    private static Network Build(string architecture, int classes, int height, int width, Initializer initializer)
    {
        if (!All.TryGetValue(architecture, out var found))
        {
            throw new ArgumentException(
                $"There is no architecture '{architecture}'. There are: {string.Join(", ", Names)}.", nameof(architecture));
        }

        if (classes < 2 || height < SmallestSide || width < SmallestSide)
        {
            throw new ArgumentException(
                $"A network needs at least 2 classes and images of at least {SmallestSide}x{SmallestSide} pixels, not {classes} "
                    + $"classes and {height}x{width}.");
        }

        using var scope = NewDisposeScope();
        return new Network(architecture, classes, height, width, found.Build(classes, height, width, initializer));
    }
}
