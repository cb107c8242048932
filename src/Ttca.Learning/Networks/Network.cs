using Ttca.Learning.Networks.Layers;
using Ttca.Learning.Training;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

/// <summary>A classifier of images together with what is needed to build it again.</summary>
public sealed class Network : IDisposable
{
    /// <summary>Images per forward pass of <see cref="Probabilities"/>: larger batches are no faster and take more memory.</summary>
    private const int InferenceBatch = 250;

    /// <summary>With one thread, libtorch leaves its fast convolutions for smaller batches of float32 and warns about it.</summary>
    private const int SmallestInferenceBatch = 16;

    private ScalarType _precision = ScalarType.Float32;

    internal Network(string architecture, int classes, int height, int width, nn.Module<Tensor, Tensor> module)
    {
        Architecture = architecture;
        Classes = classes;
        Height = height;
        Width = width;
        Module = module;
        Module.eval();
    }

    /// <summary>A name of <see cref="Architectures.Names"/>.</summary>
    public string Architecture { get; }

    public int Classes { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Takes normalised images; in evaluation mode unless a <see cref="Trainer"/> is at work on it.</summary>
    public nn.Module<Tensor, Tensor> Module { get; }

    /// <summary>Whether this came from <see cref="Freeze"/>.</summary>
    public bool IsFrozen { get; private init; }

    /// <summary>
    /// Images [B,3,H,W], float32 in [0,1], to logits [B,K], float32. The normalisation (x - 0.5) / 0.25 happens here, so
    /// gradients with respect to the images are in their own units. Belongs to the caller's dispose scope.
    /// </summary>
    public Tensor Logits(Tensor images)
    {
        using var scope = NewDisposeScope();
        var normalised = images.sub(Scalars.Mean).mul_(Scalars.InverseDeviation);
        var ordered = ChannelsLast.Of(normalised.to_type(_precision));      // [B,3,H,W]
        return Module.call(ordered).MoveToOuterDisposeScope();             // [B,K]
    }

    /// <summary>
    /// A copy for use, not for training: batch norm is folded into the layers before it, weights are in the memory order
    /// and the precision asked for and take no gradients. Gradients with respect to the images still flow.
    /// Save writes the same file as the original's.
    /// </summary>
    public Network Freeze(Precision precision = Precision.Float32)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var blank = Architectures.CreateBlank(Architecture, Classes, Height, Width);
        var frozen = new Network(Architecture, Classes, Height, Width, blank.Module) { IsFrozen = true };
        frozen.CopyStateFrom(this);
        Folding.FoldBatchNorms(frozen.Module, precision.ToScalarType());
        frozen._precision = precision.ToScalarType();
        foreach (var parameter in frozen.Module.parameters())
        {
            parameter.requires_grad_(false);
        }

        return frozen;
    }

    /// <summary>Softmax of the logits, float32 [N,K] row by row, for 8-bit images [N,3,H,W]; in batches, in evaluation mode.</summary>
    /// <exception cref="ArgumentException">
    /// <paramref name="pixels"/> is not <paramref name="count"/> images of this network's size.
    /// </exception>
    public float[] Probabilities(ReadOnlySpan<byte> pixels, int count)
    {
        var imageLength = 3 * Height * Width;
        if (pixels.Length != (long)count * imageLength)
        {
            throw new ArgumentException(
                $"{count} images of 3x{Height}x{Width} are {(long)count * imageLength} bytes, not {pixels.Length}.", nameof(pixels));
        }

        using var inference = inference_mode();
        var probabilities = new float[count * Classes];
        for (var start = 0; start < count; start += InferenceBatch)
        {
            using var scope = NewDisposeScope();
            var size = Math.Min(InferenceBatch, count - start);
            var images = PixelTensor.ToUnit(pixels.Slice(start * imageLength, size * imageLength), Height, Width, SmallestInferenceBatch);
            var rows = Logits(images).softmax(1).narrow(0, 0, size);                                                // [B,K]
            rows.cpu().data<float>().CopyTo(probabilities, start * Classes);
        }

        return probabilities;
    }

    /// <summary>Writes all weights and statistics as .safetensors, under the names that PyTorch's state dict would have.</summary>
    public void Save(Stream stream) => NetworkFile.Write(this, stream);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is not a network of this program; the message says in which way.</exception>
    public static Network Load(Stream stream) => NetworkFile.Read(stream);

    public void Dispose() => Module.Dispose();

    internal IEnumerable<Weight> Weights => Module.modules().OfType<Layer>().SelectMany(l => l.Weights);

    /// <summary>Everything a file holds: name -> parameter or statistic.</summary>
    internal IEnumerable<(string Name, Tensor Value)> State =>
        Module.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(Module.named_buffers().Select(b => (b.name, b.buffer)));

    /// <summary>Runs the products in this precision from now on; the weights in use have to be of it already.</summary>
    internal void ComputeIn(ScalarType type) => _precision = type;

    private void CopyStateFrom(Network other)
    {
        foreach (var (mine, theirs) in State.Zip(other.State))
        {
            mine.Value.copy_(theirs.Value);
        }
    }
}
