using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>How much the pixel values of each group's test images spread: epsilon is large or small against that.</summary>
[PartOf("Bootstrap")]
public sealed record MeasurePixels : IStage<PixelDeviations>
{
    public required Node<ImageSet> Test { get; init; }

    public PixelDeviations Run(StageContext context)
    {
        var test = context.Load(Test);
        return new PixelDeviations(DeviationOf(test.InGroup(Group.Majority)), DeviationOf(test.InGroup(Group.Subgroup)));
    }

    /// <summary>NaN where there are no images.</summary>
    internal static double DeviationOf(ImageSet images)
    {
        long sum = 0, squares = 0;
        foreach (var part in images.Parts(Evaluator.ImagesAtOnce))
        {
            foreach (var value in part.ReadAll())
            {
                sum += value;
                squares += value * value;
            }
        }

        var count = (double)images.Count * images.ImageLength;
        return Math.Sqrt((squares / count) - (sum / count * (sum / count)));
    }
}

/// <summary>Standard deviations over all pixel values of a group's test images, in steps of 1/255.</summary>
/// <param name="Majority">Of the majority.</param>
/// <param name="Subgroup">Of the subgroup.</param>
public sealed record PixelDeviations(double Majority, double Subgroup);
