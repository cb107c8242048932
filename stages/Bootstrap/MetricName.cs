namespace Ttca.Stages;

/// <summary>Names of metrics, as they stand in <c>metrics.json</c>.</summary>
public static class MetricName
{
    public const string AccuracyMajority = "accuracy-majority";
    public const string AccuracySubgroup = "accuracy-subgroup";
    public const string AccuracyGap = "accuracy-gap";
    public const string SubgroupGap = "subgroup-gap";
    public const string WorstGroupAccuracy = "worst-group-accuracy";
    public const string AccuracyRatio = "disparate-impact-accuracy";
    public const string Closure = "closure";
    public const string RemainingGap = "remaining-gap";
    public const string FalseClaimRate = "false-claim-rate";
    public const string HarmedShare = "harmed-share";
    public const string FidelitySubgroup = "fidelity-subgroup";
    public const string SuccessRate = "success-rate";
    public const string QueriesAlone = "queries-alone";
    public const string BreakEvenInputs = "break-even-inputs";
}
