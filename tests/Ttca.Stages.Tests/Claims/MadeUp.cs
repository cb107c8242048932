using Ttca.Fairness;

namespace Ttca.Stages.Tests.Claims;

/// <summary>Metrics as a study could have measured them.</summary>
internal static class MadeUp
{
    public const string Difference = "collective - none";
    public const string OfRandom = "random - none";

    public static MetricEstimate Estimate(string name, string condition, double value, double low, double high, int seeds = 5) =>
        new(
            name,
            condition,
            new Estimate(value, low, high),
            [.. Enumerable.Repeat(value, seeds)],
            Images: 600,
            seeds,
            Resamples: 1000,
            UndefinedResamples: 0);

    /// <summary>A cell with all that the claims about the gap look at; the gap before is 0.2 or as said.</summary>
    public static Metrics Gap(
        (double Value, double Low, double High) closure,
        (double Value, double Low, double High) remaining,
        int seeds = 5,
        double lowestGap = 0.15) => new(
    [
        Estimate("closure", Conditions.Collective, closure.Value, closure.Low, closure.High, seeds),
        Estimate("closure", Conditions.Random, -0.1, -0.2, 0, seeds),
        Estimate("remaining-gap", Conditions.Collective, remaining.Value, remaining.Low, remaining.High, seeds),
        Estimate("remaining-gap", Conditions.Random, 1.1, 1, 1.2, seeds),
        Estimate("subgroup-gap", Conditions.None, lowestGap + 0.05, lowestGap, lowestGap + 0.1, seeds),
        Estimate("accuracy-subgroup", Difference, 0.1, 0.05, 0.15, seeds),
        Estimate("false-claim-rate", Conditions.Collective, 0.4, 0.3, 0.5, seeds),
        Estimate("false-claim-rate", Conditions.None, 0.05, 0.04, 0.06, seeds),
        Estimate("harmed-share", Conditions.Collective, 0.02, 0.01, 0.03, seeds),
    ]);

    /// <summary>One whose closure says all there is: the gap isn't reversed.</summary>
    public static Metrics Closed(double value, double low, double high, int seeds = 5) =>
        Gap((value, low, high), (1 - value, 1 - high, 1 - low), seeds);
}
