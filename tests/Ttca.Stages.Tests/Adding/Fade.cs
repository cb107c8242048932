using Ttca.Datasets;

namespace Ttca.Learning.Data.Transformations;

/// <summary>Faded colours: every channel moves towards the mean of its pixel.</summary>
public sealed class Fade : Transformation
{
    public override string Name => "fade";

    // from 0 to 1, unless Minimum and Maximum say otherwise
    public override string AmountMeans => "share of the way to grey; 0 changes nothing";

    internal override void Apply(Span<byte> image, int width, double amount, ref SplitMix64 random)
    {
        int area = image.Length / 3;
        for (int i = 0; i < area; i++)
        {
            double mean = (image[i] + image[area + i] + image[(2 * area) + i]) / 3.0;
            for (int channel = i; channel < image.Length; channel += area)
            {
                image[channel] = Round(image[channel] + (amount * (mean - image[channel])));
            }
        }
    }
}
