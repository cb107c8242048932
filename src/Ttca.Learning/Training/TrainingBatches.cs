using Ttca.Datasets;
using Ttca.Learning.Networks;
using static TorchSharp.torch;

namespace Ttca.Learning.Training;

/// <summary>
/// The batches of one training. Every image comes once per epoch, in an order of its own for each epoch; an epoch's
/// batches differ in size by one at most, so no batch is too small for batch norm. Only one batch is ever converted.
/// </summary>
internal sealed class TrainingBatches
{
    private readonly PixelReader _pixels;
    private readonly float[] _targets;
    private readonly Network _network;
    private readonly long _seed;
    private readonly double _labelSmoothing;
    private readonly BatchAugmentation _augmentation;
    private readonly int _count;
    private readonly byte[] _image;      // [3,H,W]
    private readonly byte[] _batchPixels;
    private readonly float[] _batchTargets;
    private SplitMix64 _random;
    private readonly int[] _order;

    public TrainingBatches(Network network, PixelReader pixels, float[] targets, TrainingParameters parameters, long seed)
    {
        _network = network;
        _pixels = pixels;
        _targets = targets;
        _seed = seed;
        _labelSmoothing = parameters.LabelSmoothing;
        _augmentation = new BatchAugmentation(parameters.Augmentation, network.Height, network.Width);
        _count = targets.Length / network.Classes;
        _order = new int[_count];
        PerEpoch = (_count + parameters.BatchSize - 1) / parameters.BatchSize;
        var largest = (_count + PerEpoch - 1) / PerEpoch;
        _image = new byte[ImageLength];
        _batchPixels = new byte[largest * ImageLength];
        _batchTargets = new float[largest * network.Classes];
    }

    public int PerEpoch { get; }

    private int ImageLength => 3 * _network.Height * _network.Width;

    /// <summary>Draws the order of the images for the epoch.</summary>
    public void BeginEpoch(int epoch)
    {
        _random = SplitMix64.Of(_seed, epoch);
        for (var i = 0; i < _count; i++)
        {
            _order[i] = i;
        }

        _random.Shuffle(_order.AsSpan());
    }

    /// <summary>
    /// Images float32 [B,3,H,W] in [0,1] and targets float32 [B,K] of one batch of the epoch, from 0 upwards, each once;
    /// in the caller's dispose scope.
    /// </summary>
    public (Tensor Images, Tensor Targets) Get(int batch)
    {
        var start = (int)((long)_count * batch / PerEpoch);
        var end = (int)((long)_count * (batch + 1) / PerEpoch);
        Gather(_order.AsSpan(start, end - start));
        var images = PixelTensor.ToUnit(_batchPixels.AsSpan(0, (end - start) * ImageLength), _network.Height, _network.Width);
        var distributions = tensor(_batchTargets, [_batchTargets.Length / _network.Classes, _network.Classes], device: TorchRuntime.Device);
        return (images, distributions.narrow(0, 0, end - start));
    }

    private void Gather(ReadOnlySpan<int> indices)
    {
        var classes = _network.Classes;
        for (var i = 0; i < indices.Length; i++)
        {
            _pixels(indices[i], _image);
            _augmentation.Copy(_image, _batchPixels.AsSpan(i * ImageLength, ImageLength), ref _random);
            for (var k = 0; k < classes; k++)
            {
                _batchTargets[i * classes + k] =
                    (float)((1 - _labelSmoothing) * _targets[indices[i] * classes + k] + _labelSmoothing / classes);
            }
        }
    }
}
