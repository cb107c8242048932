using TorchSharp;
using Ttca.Learning.Networks;
using static TorchSharp.torch;

namespace Ttca.Collective;

/// <summary>The defences of one platform, in order.</summary>
internal sealed class DefenceChain
{
    private static readonly Scalar LargestPixel = 255.0;

    private readonly IReadOnlyList<(ImageDefence Defence, double Amount)> _before;
    private readonly IReadOnlyList<(ScoreDefence Defence, double Amount)> _behind;

    /// <exception cref="ArgumentException">Unknown defence, or an amount that it doesn't take.</exception>
    public DefenceChain(IReadOnlyList<DefenceParameters> defences)
    {
        Parameters = defences;
        var chosen = defences.Select(line => (Defence: Find(line), line.Amount)).ToList();
        _before = [.. from line in chosen where line.Defence is ImageDefence select ((ImageDefence)line.Defence, line.Amount)];
        _behind = [.. from line in chosen where line.Defence is ScoreDefence select ((ScoreDefence)line.Defence, line.Amount)];
    }

    public IReadOnlyList<DefenceParameters> Parameters { get; }

    /// <summary>What the model sees of images <c>[N,3,H,W]</c>: they themselves where nothing stands before it.</summary>
    public ReadOnlySpan<byte> Images(ReadOnlySpan<byte> pixels, int imageLength, int width)
    {
        if (_before.Count == 0)
        {
            return pixels;
        }

        var seen = pixels.ToArray();                 // [N,3,H,W]
        for (var start = 0; start < seen.Length; start += imageLength)
        {
            foreach (var (defence, amount) in _before)
            {
                defence.Apply(seen.AsSpan(start, imageLength), width, amount);
            }
        }

        return seen;
    }

    /// <summary>
    /// The same for whoever optimises an image that goes through them, knowing which they are: forwards they are the platform's own, of the
    /// 8-bit images that would be submitted; backwards they have the gradient of their <see cref="ImageDefence.Surrogate"/>s. None is
    /// random, so there is no expectation to take.
    /// </summary>
    /// <param name="images">float <c>[B,3,H,W]</c> in 0..1.</param>
    /// <returns>float <c>[B,3,H,W]</c> in 0..1, whole pixel values; the images themselves where nothing stands before the model.</returns>
    public Tensor Images(Tensor images)
    {
        if (_before.Count == 0)
        {
            return images;
        }

        var (width, imageLength) = ((int)images.shape[3], (int)(images.shape[1] * images.shape[2] * images.shape[3]));
        var submitted = images.detach().mul(LargestPixel).round().to_type(ScalarType.Byte).cpu().contiguous();   // uint8 [B,3,H,W]
        var seen = tensor(Images(submitted.data<byte>().ToArray(), imageLength, width).ToArray(), device: images.device)
            .to_type(ScalarType.Float32).div_(LargestPixel).reshape(images.shape);                                // [B,3,H,W]
        var surrogate = _before.Aggregate(images, (image, line) => line.Defence.Surrogate(image, line.Amount));
        return seen.add(surrogate.sub(surrogate.detach()), Scalars.One);                             // + 0, which has a gradient
    }

    /// <summary>What is shown of probabilities <c>[N,K]</c>: they themselves where nothing stands behind the model.</summary>
    public float[] Scores(float[] probabilities)
    {
        if (_behind.Count == 0)
        {
            return probabilities;
        }

        var shown = (float[])probabilities.Clone();  // [N,K]
        foreach (var (defence, amount) in _behind)
        {
            defence.Apply(shown, amount);
        }

        return shown;
    }

    private static Defence Find(DefenceParameters line)
    {
        if (!Defence.All.TryGetValue(line.Name, out var defence))
        {
            throw new ArgumentException(
                $"There is no defence '{line.Name}'; there are {string.Join(", ", Defence.All.Keys)}.", nameof(line));
        }

        return defence.Complaint(line.Amount) is { } complaint ? throw new ArgumentException(complaint, nameof(line)) : defence;
    }
}
