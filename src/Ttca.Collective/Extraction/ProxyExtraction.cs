using Ttca.Learning.Networks;
using Ttca.Learning.Training;

namespace Ttca.Collective;

/// <summary>Trains a proxy that answers as the platform did.</summary>
public static class ProxyExtraction
{
    /// <summary>
    /// Trains a fresh network on a transcript by cross-entropy against what was answered: soft on probabilities, hard on labels;
    /// see <see cref="Answers.ToDistributions"/>. Nothing but the transcript is used, so no true label and no further query.
    /// </summary>
    public static Network Extract(Transcript transcript, TrainingParameters parameters, long seed, IProgress<TrainingProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(parameters);
        var answers = transcript.Answers;
        var proxy = Architectures.Create(parameters.Architecture, answers.Classes, transcript.Height, transcript.Width, seed);
        try
        {
            Trainer.Train(proxy, transcript.Pixels, answers.ToDistributions(), parameters, seed, progress);
            return proxy;
        }
        catch
        {
            proxy.Dispose();
            throw;
        }
    }
}
