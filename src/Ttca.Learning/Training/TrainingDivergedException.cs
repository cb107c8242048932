using System.Globalization;

namespace Ttca.Learning.Training;

/// <summary>The loss stopped being a finite number. The network is of no use after that.</summary>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(double loss, int epoch, int step, double learningRate)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"The loss is {loss} at epoch {epoch}, step {step}, with learning rate {learningRate:g4}. Try a lower learning-rate, or precision: float32."))
    {
        Epoch = epoch;
        Step = step;
    }

    /// <summary>From 1.</summary>
    public int Epoch { get; }

    /// <summary>From 1, over the whole training.</summary>
    public int Step { get; }
}
