using TorchSharp;
using Ttca.Learning.Networks;
using static TorchSharp.torch;

namespace Ttca.Learning.Training;

/// <summary>
/// Stochastic gradient descent with Nesterov momentum and coupled weight decay, as torch.optim.SGD(nesterov=True):
/// g = gradient + decay * w;  v = momentum * v + g;  w = w - rate * (g + momentum * v).
/// </summary>
internal sealed class NesterovSgd(FlatParameters parameters, double momentum, double weightDecay) : IDisposable
{
    private readonly Tensor _velocity = zeros_like(parameters.Values).DetachFromDisposeScope();   // [P]

    public void Step(double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        parameters.CollectGradients();
        using Scalar decay = weightDecay;
        using Scalar kept = momentum;
        using Scalar alongGradient = -learningRate;
        using Scalar alongVelocity = -learningRate * momentum;
        parameters.DecayingGradients.add_(parameters.DecayingValues, decay);
        _velocity.mul_(kept).add_(parameters.Gradients, Scalars.One);
        parameters.Values.add_(parameters.Gradients, alongGradient).add_(_velocity, alongVelocity);
        parameters.RefreshLowPrecision();
    }

    public void Dispose() => _velocity.Dispose();
}
