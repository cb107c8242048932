namespace Ttca.Learning.Training;

/// <summary>Course of the learning rate over the steps of a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>
    /// From 1/25 of the peak up to it over the first 30 %, then down to zero, both along a half cosine (Smith 2018; PyTorch's OneCycleLR).
    /// </summary>
    OneCycle,

    /// <summary>From the peak down to zero along a half cosine (Loshchilov and Hutter 2017).</summary>
    Cosine,
}

internal static class LearningRates
{
    private const double WarmUp = 0.3;
    private const double InitialShare = 1 / 25.0;

    /// <summary>
    /// Learning rate of one step, taken at its middle, (step + 1/2) / steps of the training: so no step, not even the
    /// only one of a training, is wasted on a rate of zero.
    /// </summary>
    public static double At(this LearningRateSchedule schedule, int step, int steps, double peak)
    {
        var done = (step + 0.5) / steps;
        return peak * schedule switch
        {
            LearningRateSchedule.Cosine => HalfCosine(1, 0, done),
            _ when done < WarmUp => HalfCosine(InitialShare, 1, done / WarmUp),
            _ => HalfCosine(1, 0, (done - WarmUp) / (1 - WarmUp)),
        };
    }

    private static double HalfCosine(double from, double to, double done) =>
        to + (from - to) * (1 + Math.Cos(Math.PI * done)) / 2;
}
