using Ttca.Learning.Networks;
using static TorchSharp.torch;

namespace Ttca.Learning.Training;

/// <summary>One training from its first step to its last.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly Network _network;
    private readonly TrainingParameters _parameters;
    private readonly TrainingBatches _batches;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly int _epochs;
    private readonly FlatParameters _weights;
    private readonly NesterovSgd _optimizer;
    private readonly FastGradientSign? _adversary;
    private int _step;

    public TrainingRun(
        Network network, TrainingParameters parameters, TrainingBatches batches, long seed, IProgress<TrainingProgress>? progress)
    {
        _network = network;
        _parameters = parameters;
        _batches = batches;
        _progress = progress;
        _epochs = Math.Max(parameters.Epochs, (parameters.MinimumSteps + batches.PerEpoch - 1) / batches.PerEpoch);
        _weights = new FlatParameters(network.Weights, parameters.Precision.ToScalarType());
        _optimizer = new NesterovSgd(_weights, parameters.Momentum, parameters.WeightDecay);
        _adversary = parameters.AdversarialEpsilon.Pixels > 0 ? new FastGradientSign(LossOf, parameters.AdversarialEpsilon, seed) : null;
        network.ComputeIn(parameters.Precision.ToScalarType());
        network.Module.train();
    }

    private int Steps => _epochs * _batches.PerEpoch;

    public TrainingCurve ToTheEnd()
    {
        var results = new List<EpochResult>();
        for (var epoch = 1; epoch <= _epochs; epoch++)
        {
            results.Add(Epoch(epoch));
        }

        _weights.Store();
        return new TrainingCurve(results);
    }

    public void Dispose()
    {
        _network.Module.eval();
        _network.ComputeIn(ScalarType.Float32);
        _optimizer.Dispose();
        _weights.Dispose();
    }

    private EpochResult Epoch(int epoch)
    {
        double sum = 0;
        _batches.BeginEpoch(epoch);
        for (var batch = 0; batch < _batches.PerEpoch; batch++)
        {
            var rate = RateOf(_step);
            var loss = Step(batch, rate);
            _step++;
            if (!double.IsFinite(loss))
            {
                throw new TrainingDivergedException(loss, epoch, _step, rate);
            }

            sum += loss;
            _progress?.Report(new TrainingProgress(epoch, _epochs, _step, Steps, loss));
        }

        return new EpochResult(epoch, sum / _batches.PerEpoch, RateOf(_step - 1));
    }

    private double Step(int batch, double rate)
    {
        using var scope = NewDisposeScope();
        var (images, targets) = _batches.Get(batch);                                 // [B,3,H,W], [B,K]
        var loss = LossOf(_adversary?.Attack(images, targets, _step) ?? images, targets);
        _weights.ZeroGradients();
        loss.backward();
        _optimizer.Step(rate);
        return loss.item<float>();
    }

    /// <summary>Mean cross-entropy, [], in the caller's dispose scope.</summary>
    private Tensor LossOf(Tensor images, Tensor targets)
    {
        var logLikelihood = _network.Logits(images).log_softmax(1);                  // [B,K]
        return (targets * logLikelihood).sum(1).mean().neg();                       // []
    }

    private double RateOf(int ofStep) => _parameters.Schedule.At(ofStep, Steps, _parameters.LearningRate);
}
