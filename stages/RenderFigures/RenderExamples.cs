using System.Globalization;
using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning;
using Ttca.Learning.Data;
using Ttca.Pipeline;
using Ttca.Reporting.Figures.Grids;

namespace Ttca.Stages;

/// <summary>
/// Test images of the subgroup before and after, with the platform's answers: the first of each class, right or wrong; brightened where
/// they are dark, and what was changed, amplified.
/// </summary>
[PartOf("RenderFigures")]
public sealed record RenderExamples : IStage<RenderedFiles>
{
    private const double LeastBrightening = 1.2;    // less can't be seen
    private const double Brightest = 0.99;          // quantile of the pixel values that becomes white

    public required Node<Dataset> Dataset { get; init; }
    public required Node<ImageSet> Test { get; init; }
    public required Node<Perturbation> Perturbation { get; init; }
    public required Node<Evaluation> Before { get; init; }
    public required Node<Evaluation> After { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var names = context.Load(Dataset).ClassNames;
        var test = context.Load(Test);
        var perturbation = context.Load(Perturbation);
        int[] shown = [.. Enumerable.Range(0, names.Count).Select(label => FirstOfSubgroup(test, label)).Where(i => i >= 0)];
        var before = test.Select(shown);
        var after = perturbation.Apply(before, before.Labels); // [n,3,H,W]
        int[][] answers =
        [
            .. new[] { context.Load(Before)[Conditions.None], context.Load(After)[Conditions.Collective] }.Select(
                one => shown.Select(i => one.Predictions[i]).ToArray()),
        ];
        var figure = FigureOf(before, after, answers, names, perturbation.Epsilon);
        int[] right = [.. answers.Select(one => one.Zip(before.Labels).Count(pair => pair.First == pair.Second))];
        return RenderedFiles.Of(
            "examples",
            figure,
            $"Test images of the subgroup without and with the collective's perturbation, and the platform's answers. First seed. "
                + $"Of these {shown.Length} images {right[0]} are answered correctly before and {right[1]} after.",
            context.Progress);
    }

    /// <param name="before">The images that are shown.</param>
    /// <param name="after">The same as they are submitted.</param>
    /// <param name="answers">Before and after: of each image the class that it was answered.</param>
    /// <param name="names">Of the classes.</param>
    /// <param name="epsilon">Largest change of a pixel value.</param>
    internal static ImageGrid FigureOf(ImageSet before, ImageSet after, int[][] answers, IReadOnlyList<string> names, PixelFraction epsilon)
    {
        double factor = Brightening(before);
        string brightened = string.Create(CultureInfo.InvariantCulture, $"brightened × {factor:0.0}");
        return new ImageGrid
        {
            Title = "Test images of the subgroup, before and after",
            ColumnTitles = [.. before.Labels.Select(label => names[label])],
            Rows =
            [
                Row("as submitted now", before, answers[0]),
                .. Brightened(before),
                Row("with the collective's perturbation", after, answers[1]),
                .. Brightened(after),
                new ImageRow(
                    "what was changed",
                    [.. Enumerable.Range(0, before.Count).Select(i => new ImageCell(Difference(before.Image(i), after.Image(i))))]),
            ],
            Note =
                "The first test image of the subgroup in each class, chosen by position and not by outcome. Beneath: the "
                + "platform's answer. "
                + $"What was changed: mid-grey is no change, black −{epsilon} and full brightness +{epsilon}, per colour channel.",
        };

        ImageRow Row(string title, ImageSet images, int[] predictions) => new(title, [.. predictions.Select((answer, i) => new ImageCell(
            new PlanarImage(images.Image(i), images.Height, images.Width),
            names[answer],
            answer == images.Labels[i] ? Verdict.Correct : Verdict.Wrong))]);

        IEnumerable<ImageRow> Brightened(ImageSet images)
        {
            if (factor >= LeastBrightening)
            {
                yield return new ImageRow(
                    brightened, [.. Enumerable.Range(0, images.Count).Select(i => new ImageCell(Bright(images.Image(i))))]);
            }
        }

        PlanarImage Bright(ReadOnlySpan<byte> pixels)
        {
            var bright = new byte[pixels.Length];
            for (int i = 0; i < bright.Length; i++)
            {
                bright[i] = (byte)Math.Min(byte.MaxValue, Math.Round(factor * pixels[i]));
            }

            return new PlanarImage(bright, before.Height, before.Width);
        }

        PlanarImage Difference(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
        {
            var deltas = new sbyte[from.Length];
            for (int i = 0; i < deltas.Length; i++)
            {
                deltas[i] = (sbyte)(to[i] - from[i]);
            }

            return PlanarImage.OfPerturbation(deltas, before.Height, before.Width, epsilon.Pixels);
        }
    }

    /// <summary>What makes nearly the brightest pixel of the images white; rounded as it is shown.</summary>
    private static double Brightening(ImageSet images)
    {
        byte[] pixels = [.. Enumerable.Range(0, images.Count).SelectMany(i => images.Image(i).ToArray()).Order()];
        return pixels.Length == 0 ? 1 : Math.Round(byte.MaxValue / Math.Max(1.0, pixels[(int)(Brightest * (pixels.Length - 1))]), 1);
    }

    private static int FirstOfSubgroup(ImageSet test, int label) =>
        Array.FindIndex(Enumerable.Range(0, test.Count).ToArray(), i => test.Labels[i] == label && test.Groups[i] == Group.Subgroup);
}
