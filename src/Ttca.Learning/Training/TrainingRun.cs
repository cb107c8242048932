using Ttca.Learning.Networks;
using static TorchSharp.torch;

namespace Ttca.Learning.Training;

/// <summary>One training from its first step to its last.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly Network network;
    private readonly TrainingParameters parameters;
    private readonly TrainingBatches batches;
    private readonly IProgress<TrainingProgress>? progress;
    private readonly int epochs;
    private readonly FlatParameters weights;
    private readonly NesterovSgd optimizer;
    private readonly FastGradientSign? adversary;
    private int step;

    public TrainingRun(Network network, TrainingParameters parameters, TrainingBatches batches, long seed, IProgress<TrainingProgress>? progress)
    {
        this.network = network;
        this.parameters = parameters;
        this.batches = batches;
        this.progress = progress;
        epochs = Math.Max(parameters.Epochs, (parameters.MinimumSteps + batches.PerEpoch - 1) / batches.PerEpoch);
        weights = new FlatParameters(network.Weights, parameters.Precision.ToScalarType());
        optimizer = new NesterovSgd(weights, parameters.Momentum, parameters.WeightDecay);
        adversary = parameters.AdversarialEpsilon.Pixels > 0 ? new FastGradientSign(LossOf, parameters.AdversarialEpsilon, seed) : null;
        network.ComputeIn(parameters.Precision.ToScalarType());
        network.Module.train();
    }

    private int Steps => epochs * batches.PerEpoch;

    public TrainingCurve ToTheEnd()
    {
        var results = new List<EpochResult>();
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            results.Add(Epoch(epoch));
        }

        weights.Store();
        return new TrainingCurve(results);
    }

    public void Dispose()
    {
        network.Module.eval();
        network.ComputeIn(ScalarType.Float32);
        optimizer.Dispose();
        weights.Dispose();
    }

    private EpochResult Epoch(int epoch)
    {
        double sum = 0;
        batches.BeginEpoch(epoch);
        for (var batch = 0; batch < batches.PerEpoch; batch++)
        {
            var rate = RateOf(step);
            var loss = Step(batch, rate);
            step++;
            if (!double.IsFinite(loss))
            {
                throw new TrainingDivergedException(loss, epoch, step, rate);
            }

            sum += loss;
            progress?.Report(new TrainingProgress(epoch, epochs, step, Steps, loss));
        }

        return new EpochResult(epoch, sum / batches.PerEpoch, RateOf(step - 1));
    }

    private double Step(int batch, double rate)
    {
        using var scope = NewDisposeScope();
        var (images, targets) = batches.Get(batch);                                 // [B,3,H,W], [B,K]
        var loss = LossOf(adversary?.Attack(images, targets, step) ?? images, targets);
        weights.ZeroGradients();
        loss.backward();
        optimizer.Step(rate);
        return loss.item<float>();
    }

    /// <summary>Mean cross-entropy, [], in the caller's dispose scope.</summary>
    private Tensor LossOf(Tensor images, Tensor targets)
    {
        var logLikelihood = network.Logits(images).log_softmax(1);                  // [B,K]
        return (targets * logLikelihood).sum(1).mean().neg();                       // []
    }

    private double RateOf(int ofStep) => parameters.Schedule.At(ofStep, Steps, parameters.LearningRate);
}
