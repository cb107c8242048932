using Ttca.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Ttca.Collective;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) for one tensor, with the usual decay rates. Must equal <c>torch.optim.Adam</c>, which is not
/// used because of the numbers in its operations, see <see cref="Scalars"/>.
/// </summary>
internal sealed class Adam : IDisposable
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;

    private static readonly Scalar KeepFirst = FirstDecay;
    private static readonly Scalar AddFirst = 1 - FirstDecay;
    private static readonly Scalar KeepSecond = SecondDecay;
    private static readonly Scalar AddSecond = 1 - SecondDecay;
    private static readonly Scalar Tiny = 1e-8;

    private readonly Tensor values;
    private readonly Tensor firstMoment;
    private readonly Tensor secondMoment;
    private readonly double rate;
    private int steps;

    /// <param name="values">What is optimised, in place.</param>
    /// <param name="rate">Step size.</param>
    public Adam(Tensor values, double rate)
    {
        this.values = values;
        this.rate = rate;
        firstMoment = zeros_like(values).DetachFromDisposeScope();
        secondMoment = zeros_like(values).DetachFromDisposeScope();
    }

    /// <param name="gradient">Of the loss; of the shape of the values.</param>
    public void Step(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        steps++;
        firstMoment.mul_(KeepFirst).add_(gradient, AddFirst);
        secondMoment.mul_(KeepSecond).addcmul_(gradient, gradient, AddSecond);
        using Scalar secondBias = 1 / Math.Sqrt(1 - Math.Pow(SecondDecay, steps));
        using Scalar step = -rate / (1 - Math.Pow(FirstDecay, steps));
        var deviation = secondMoment.sqrt().mul_(secondBias).add_(Tiny, Scalars.One);
        values.addcdiv_(firstMoment, deviation, step);
    }

    public void Dispose()
    {
        firstMoment.Dispose();
        secondMoment.Dispose();
    }
}
