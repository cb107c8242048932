using System.Globalization;
using System.Text.Json.Serialization;
using Ttca.Fairness;
using Ttca.Reporting.Figures;

namespace Ttca.Reporting.Claims;

/// <summary>What a test says of a claim; never judged by eye.</summary>
public enum ClaimVerdict
{
    /// <summary>The whole 95 % interval is on the claim's side.</summary>
    Supported,

    /// <summary>The whole interval is on the other side.</summary>
    NotSupported,

    /// <summary>The interval straddles, or the effect is undefined.</summary>
    Inconclusive,

    /// <summary>
    /// The gap is not closed but reversed: the subgroup ends above the majority by more than half the gap before, with the whole interval.
    /// </summary>
    OverCorrected,

    /// <summary>The gap before may be so small that there is none to close.</summary>
    NoGap,

    /// <summary>So few that an interval over their platforms covers too little.</summary>
    TooFewSeeds,

    /// <summary>The study that would test it is no part of the experiment.</summary>
    NotTested,
}

/// <summary>A sentence of the paper with its test and verdict.</summary>
public sealed record Claim
{
    /// <summary>C1 to C7.</summary>
    public required string Id { get; init; }

    /// <summary>What the paper says, in a few words.</summary>
    public required string Statement { get; init; }

    /// <summary>How it is tested here, a sentence.</summary>
    public required string Test { get; init; }

    public ClaimVerdict Verdict { get; init; } = ClaimVerdict.NotTested;

    /// <summary>What was measured, and where: <c>remaining gap, 100 members</c>; or why nothing was.</summary>
    public required string Measure { get; init; }

    /// <summary>With its 95 % interval; null where the claim is no matter of a number.</summary>
    public Estimate? Effect { get; init; }

    /// <summary>The same of random signs of the same size.</summary>
    public Estimate? Random { get; init; }

    /// <summary>What the effect must be read with: its price, and the same by other means.</summary>
    public IReadOnlyList<ClaimContext> Context { get; init; } = [];

    /// <summary>
    /// A control that needs no query and leaves less of the gap, with the whole interval of the paired difference; null where none is known
    /// to.
    /// </summary>
    public string? BeatenBy { get; init; }

    /// <summary>Test images of each seed.</summary>
    public int? Images { get; init; }

    public int? Seeds { get; init; }

    /// <summary>Of each seed, whose value is the mean over them.</summary>
    public int? Proxies { get; init; }

    /// <summary>
    /// The number of seeds that would decide, if they differed as these do; null where nothing is left to decide, or more than 100 would be
    /// needed.
    /// </summary>
    public int? SeedsToDecide { get; init; }

    /// <summary>Paths of the artifacts it rests on, as seen from the node that judged it.</summary>
    public IReadOnlyList<string> RestsOn { get; init; } = [];

    /// <summary>What it was tested on, in words; null where it was not.</summary>
    [JsonIgnore]
    public string? Sample => Images is { } images && Seeds is { } seeds ? Evidence.SampleOf((images, seeds, Proxies ?? 1)) : null;

    /// <summary>The verdict in words, as every output says it.</summary>
    [JsonIgnore]
    public string VerdictText => (Verdict switch
    {
        ClaimVerdict.Supported => "supported",
        ClaimVerdict.NotSupported => "not supported",
        ClaimVerdict.Inconclusive => "inconclusive" + Needed("about {0} seeds would decide"),
        ClaimVerdict.OverCorrected => "over-corrected",
        ClaimVerdict.NoGap => "no gap to close",
        ClaimVerdict.TooFewSeeds => $"too few seeds ({Seeds})" + Needed("{0} would do"),
        _ => "not tested",
    }) + (BeatenBy is null ? "" : $"; beaten by: {BeatenBy}");

    /// <summary>The claim tested on what an estimate is of.</summary>
    public Claim On(MetricEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return this with { Images = estimate.Images, Seeds = estimate.Seeds, Proxies = estimate.Proxies };
    }

    private string Needed(string words) =>
        SeedsToDecide is { } seeds ? ", " + string.Format(CultureInfo.InvariantCulture, words, seeds) : "";
}

/// <summary>A number beside a claim's effect.</summary>
/// <param name="What">In a few words.</param>
/// <param name="Estimate">With its interval.</param>
public sealed record ClaimContext(string What, Estimate Estimate);
