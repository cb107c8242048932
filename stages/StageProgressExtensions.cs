using System.Globalization;
using Ttca.Learning.Training;
using Ttca.Pipeline;

namespace Ttca.Stages;

internal static class StageProgressExtensions
{
    /// <summary>Shows a training or an optimisation as steps done, with epoch and loss.</summary>
    public static IProgress<TrainingProgress> TrainingProgress(this StageContext context) =>
        new Relay<TrainingProgress>(p => context.Progress.Report(
            ((long)(p.Epoch - 1) * p.Steps) + p.Step,
            (long)p.Epochs * p.Steps,
            string.Create(CultureInfo.InvariantCulture, $"epoch {p.Epoch}/{p.Epochs} loss {p.Loss:0.000}")));
}
