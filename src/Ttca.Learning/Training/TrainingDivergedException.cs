using System.Globalization;

namespace Ttca.Learning.Training;

/// <summary>The loss stopped being a finite number. The network is of no use after that.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <param name="loss">What it is.</param>
    /// <param name="epoch">From 1.</param>
    /// <param name="step">From 1, over the whole training.</param>
    /// <param name="learningRate">At that step.</param>
    internal TrainingDivergedException(double loss, int epoch, int step, double learningRate)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"The loss is {loss} at epoch {epoch}, step {step}, with learning rate {learningRate:g4}. Try a lower learning-rate, or "
                + $"precision: float32."))
    {
    }
}
