using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>Users who do something by chance, each with an image: who does it at a share does so at every larger one.</summary>
internal static class DrawnUsers
{
    /// <summary>
    /// For each seed and proxy what was answered without and with the perturbation, and the users' numbers, which are the same for every
    /// proxy of a seed.
    /// </summary>
    /// <param name="context">Of the stage that draws.</param>
    /// <param name="none">For each seed one for each proxy.</param>
    /// <param name="collective">Likewise.</param>
    /// <param name="proxies">Of each seed.</param>
    public static IEnumerable<(Evaluation None, Evaluation Collective, double[] Users)> Load(
        StageContext context, IReadOnlyList<Node<Evaluation>> none, IReadOnlyList<Node<Evaluation>> collective, int proxies)
    {
        foreach (var (i, (before, after)) in none.Zip(collective).Index())
        {
            var evaluation = context.Load(before);
            long seed = (long)SplitMix64.Of(context.Seed, i / proxies).NextBits();
            yield return (evaluation, context.Load(after), Of(seed, evaluation.Labels.Length));
        }
    }

    /// <summary>A number from 0 to 1 for the user of each image, who does it where the share is larger.</summary>
    public static double[] Of(long seed, int images) =>
        [.. Enumerable.Range(0, images).Select(image => SplitMix64.Of(seed, image).NextDouble())];
}
