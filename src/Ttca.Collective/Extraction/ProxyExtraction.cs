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
    /// <param name="transcript">What was asked and answered.</param>
    /// <param name="parameters">How it is trained.</param>
    /// <param name="seed">Of its start and of the order of images.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="behind">
    /// What is known to stand before the platform's network: the proxy is of what comes after it. Nothing by default.
    /// </param>
    public static Network Extract(
        Transcript transcript,
        TrainingParameters parameters,
        long seed,
        IProgress<TrainingProgress>? progress = null,
        IReadOnlyList<DefenceParameters>? behind = null)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(parameters);
        var answers = transcript.Answers;
        var proxy = Architectures.Create(parameters.Architecture, answers.Classes, transcript.Height, transcript.Width, seed);
        try
        {
            // uint8 [N,3,H,W]
            var seen = new DefenceChain(behind ?? []).Images(transcript.Pixels, 3 * transcript.Height * transcript.Width, transcript.Width);
            Trainer.Train(proxy, seen.ToArray(), answers.ToDistributions(), parameters, seed, progress);
            return proxy;
        }
        catch
        {
            proxy.Dispose();
            throw;
        }
    }
}
