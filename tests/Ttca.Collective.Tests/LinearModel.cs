using Ttca.Datasets;
using static TorchSharp.torch;

namespace Ttca.Collective.Tests;

/// <summary>A linear classifier of 3xHxW images with weights known by hand: logits = W x. Optima on it have a closed form.</summary>
internal sealed class LinearModel(float[] weights, int classes, int height, int width)
{
    public int Classes => classes;

    public int ImageLength => 3 * height * width;

    /// <summary>K weight vectors of random signs, scaled so that logits differ by a few units.</summary>
    public static LinearModel OfRandomSigns(int classes, int height, int width, long seed)
    {
        var random = new SplitMix64(seed);
        var weights = new float[classes * 3 * height * width];
        for (var j = 0; j < weights.Length; j++)
        {
            weights[j] = random.NextInt(2) == 0 ? -0.1f : 0.1f;
        }

        return new LinearModel(weights, classes, height, width);
    }

    /// <summary>[B,3,H,W] -> [B,K].</summary>
    public Tensor Logits(Tensor images) => images.flatten(1).matmul(tensor(weights).reshape(classes, ImageLength).t());

    public int[] Labels(ReadOnlySpan<byte> pixels, int count)
    {
        var scores = new float[count * classes];
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < classes; k++)
            {
                for (var j = 0; j < ImageLength; j++)
                {
                    scores[(i * classes) + k] += weights[(k * ImageLength) + j] * pixels[(i * ImageLength) + j];
                }
            }
        }

        return Answers.MostProbable(scores, classes);
    }
}
