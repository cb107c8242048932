using Ttca.Datasets;
using Ttca.Learning.Networks;
using static TorchSharp.torch;

namespace Ttca.Learning.Tests.Networks;

internal static class SampleImages
{
    /// <summary>Uniform noise, uint8 [N,3,H,W].</summary>
    public static byte[] Noise(int count, int height = 32, int width = 32, long seed = 1)
    {
        var random = new SplitMix64(seed);
        var pixels = new byte[count * 3 * height * width];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)random.NextInt(256);
        }

        return pixels;
    }

    /// <summary>Classes that differ in their mean brightness, with noise; label = index mod classes.</summary>
    public static (byte[] Pixels, int[] Labels) Brightness(int count, int classes, int side = 8, long seed = 1)
    {
        var random = new SplitMix64(seed);
        var length = 3 * side * side;
        var pixels = new byte[count * length];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % classes;
            var mean = 255 * (labels[i] + 0.5) / classes;
            for (var j = 0; j < length; j++)
            {
                pixels[i * length + j] = (byte)Math.Clamp(mean + random.NextDouble(-40, 40), 0, 255);
            }
        }

        return (pixels, labels);
    }

    /// <summary>
    /// A network whose batch norm statistics are not the initial ones, but those of images that differ (noise is all the
    /// same to a deep network: its small differences drown in rounding).
    /// </summary>
    public static Network WithStatistics(string architecture, int classes = 10, int side = 32, long seed = 3)
    {
        var network = Architectures.Create(architecture, classes, side, side, seed);
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        network.Module.train();
        network.Logits(PixelTensor.ToUnit(Brightness(16, classes: 8, side).Pixels, side, side));
        network.Module.eval();
        return network;
    }

    public static byte[] Bytes(Network network)
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        return stream.ToArray();
    }
}
