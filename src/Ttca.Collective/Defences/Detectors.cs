using Ttca.Datasets;
using Ttca.Learning.Data.PhotoTools;

namespace Ttca.Collective;

/// <summary>
/// How suspicious submitted images look to a provider who wants to know which are perturbed: more, the larger the score. None was tuned on
/// perturbed images.
/// </summary>
public static class Detectors
{
    /// <summary>On the answer: 1 - the largest probability (Hendrycks and Gimpel 2017). From 0 to 1 - 1/K.</summary>
    public const string Doubt = "doubt";

    /// <summary>
    /// On the pixels: mean absolute difference to the median of each 3 x 3 neighbourhood, which holds the fine structure. In steps of
    /// 1/255.
    /// </summary>
    public const string Residual = "residual";

    /// <summary>
    /// On both: sum of the absolute differences between the probabilities of the image and of its 3 x 3 median (feature squeezing; Xu,
    /// Evans and Qi 2018). From 0 to 2.
    /// </summary>
    public const string Squeezing = "squeezing";

    private static readonly PhotoTool Median = PhotoTool.Of("denoise");

    public static IReadOnlyList<string> All { get; } = [Doubt, Residual, Squeezing];

    /// <summary>Queries that <see cref="Scores"/> takes.</summary>
    public static long QueriesNeeded(int images) => 2L * images;

    /// <summary>The scores of each image, <c>[N]</c>, by detector.</summary>
    /// <param name="platform">Gives probabilities.</param>
    /// <param name="submitted">uint8 <c>[N,3,H,W]</c>.</param>
    public static IReadOnlyDictionary<string, float[]> Scores(IPlatform platform, ImageSet submitted)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(submitted);
        var squeezed = Median.Apply(submitted);
        var (answers, ofSqueezed) = (Probabilities(platform, submitted), Probabilities(platform, squeezed));      // [N][K]
        return new Dictionary<string, float[]>
        {
            [Doubt] = [.. answers.Select(row => 1 - row.Max())],
            [Residual] = [.. Enumerable.Range(0, submitted.Count).Select(i => MeanDifference(submitted, squeezed, i))],
            [Squeezing] = [.. answers.Zip(ofSqueezed, (one, other) => one.Zip(other, (p, q) => Math.Abs(p - q)).Sum())],
        };
    }

    private static float[][] Probabilities(IPlatform platform, ImageSet images) =>
        [
            .. images
                .Parts(Evaluator.ImagesAtOnce)
                .SelectMany(part => platform.Ask(part.ReadAll(), part.Count).Scores.Chunk(platform.Classes)),
        ];

    private static float MeanDifference(ImageSet one, ImageSet other, int image)
    {
        var (pixels, others) = (new byte[one.ImageLength], new byte[one.ImageLength]);
        one.Read(image, pixels);
        other.Read(image, others);
        return (float)pixels.Zip(others, (a, b) => Math.Abs(a - b)).Average();
    }
}
