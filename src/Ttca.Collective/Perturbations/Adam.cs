using TorchSharp;
using Ttca.Learning.Networks;
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

    private readonly Tensor _values;
    private readonly Tensor _firstMoment;
    private readonly Tensor _secondMoment;
    private readonly double _rate;
    private int _steps;

    /// <param name="values">What is optimised, in place.</param>
    /// <param name="rate">Step size.</param>
    public Adam(Tensor values, double rate)
    {
        _values = values;
        _rate = rate;
        _firstMoment = zeros_like(values).DetachFromDisposeScope();
        _secondMoment = zeros_like(values).DetachFromDisposeScope();
    }

    /// <param name="gradient">Of the loss; of the shape of the values.</param>
    public void Step(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _steps++;
        _firstMoment.mul_(KeepFirst).add_(gradient, AddFirst);
        _secondMoment.mul_(KeepSecond).addcmul_(gradient, gradient, AddSecond);
        using Scalar secondBias = 1 / Math.Sqrt(1 - Math.Pow(SecondDecay, _steps));
        using Scalar step = -_rate / (1 - Math.Pow(FirstDecay, _steps));
        var deviation = _secondMoment.sqrt().mul_(secondBias).add_(Tiny, Scalars.One);
        _values.addcdiv_(_firstMoment, deviation, step);
    }

    public void Dispose()
    {
        _firstMoment.Dispose();
        _secondMoment.Dispose();
    }
}
