using System.Globalization;
using System.Text.Json;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;
using Ttca.Stages.Codecs;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>The verdict on each claim of the paper: <c>claims.json</c>, and the same as a table.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Title">The experiment and its data, for the caption.</param>
public sealed record JudgeClaims(string Experiment, string Title) : IStage<RenderedFiles>
{
    /// <summary>Members of the collectives of the study collective-size, smallest first; none where it is no part of the experiment.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>Every stage that has a platform among its inputs.</summary>
    public required IReadOnlyList<string> PlatformReaders { get; init; }

    /// <summary>Of each size.</summary>
    public required IReadOnlyList<Node<Metrics>> BySize { get; init; }

    /// <summary>Pairs of the study transfer; none where it is no part of the experiment.</summary>
    public required IReadOnlyList<TransferPair> Pairs { get; init; }

    /// <summary>Of each pair.</summary>
    public required IReadOnlyList<Node<Metrics>> Transfer { get; init; }

    /// <summary>Of the largest collective.</summary>
    public required Node<Metrics> Largest { get; init; }

    /// <summary>Members of the largest pool of the study query-budget; null where that is no part of the experiment.</summary>
    public int? LargestPool { get; init; }

    /// <summary>Of the study query-budget.</summary>
    public Node<Metrics>? QueryBudget { get; init; }

    /// <summary>Every one of the experiment.</summary>
    public required IReadOnlyList<Node<Transcript>> Transcripts { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var largest = context.Load(Largest);
        var sizes = Sizes.Select((members, i) => (members, context.Load(BySize[i]), InputPath.Of(nameof(BySize), i))).ToList();
        Claim[] claims =
        [
            ClaimTests.GapIsClosed(sizes),
            ClaimTests.SmallProxySuffices([.. Pairs.Select((pair, i) => (pair, context.Load(Transfer[i]), InputPath.Of(nameof(Transfer), i)))]),
            ClaimTests.WorstGroupGains(largest, InputPath.Of(nameof(Largest))),
            ClaimTests.EqualOpportunityImproves(largest, InputPath.Of(nameof(Largest))),
            ClaimTests.DisparateImpactImproves(largest, InputPath.Of(nameof(Largest))),
            ClaimTests.PoolingIsCheaper(LargestPool, QueryBudget is null ? null : context.Load(QueryBudget), InputPath.Of(nameof(QueryBudget))),
            ClaimTests.QueriesSuffice([.. Transcripts.Select(context.Load)], PlatformReaders, [.. Transcripts.Select((_, i) => InputPath.Of(nameof(Transcripts), i))]),
        ];
        return new RenderedFiles(
        [
            (ExperimentClaims.FileName, JsonSerializer.SerializeToUtf8Bytes(new ExperimentClaims(Experiment, claims), JsonFormat.Options)),
            .. TableOf(claims).Render().Select(file => ($"claims.{file.Extension}", RenderedFiles.Text(file.Text))),
        ]);
    }

    private Table TableOf(IReadOnlyList<Claim> claims) => new()
    {
        Name = "claims",
        Caption = $"The claims of the paper. Experiment {Title}.",
        Columns = [new TableColumn("Claim"), new TableColumn("Measured"), new TableColumn("Effect"), new TableColumn("Random signs"), new TableColumn("Verdict")],
        Rows = [.. claims.Select(claim => (IReadOnlyList<TableCell>)[claim.Id, claim.Measure, Text(claim.Effect), Text(claim.Random), Text(claim.Verdict)])],
        Notes =
        [
            .. claims.Select(claim => $"{claim.Id}: {claim.Statement}. Test: {char.ToLowerInvariant(claim.Test[0])}{claim.Test[1..]}"),
            .. claims.Where(claim => claim.Seeds is not null).Take(1).Select(claim => string.Create(
                CultureInfo.InvariantCulture,
                $"95 % {(HierarchicalBootstrap.KindOf(claim.Seeds!.Value) == IntervalKind.StudentT ? "t-intervals" : "percentile intervals")} ({claim.Images:N0} images × {claim.Seeds} seed{(claim.Seeds == 1 ? "" : "s")}).")),
        ],
    };

    /// <summary>Two decimals, as in the other tables: more would not fit the width of a page.</summary>
    private static string Text(Estimate? estimate) => estimate?.ToString(decimals: 2) ?? "";

    internal static string Text(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => "supported",
        ClaimVerdict.NotSupported => "not supported",
        ClaimVerdict.Inconclusive => "inconclusive",
        _ => "not tested",
    };
}

/// <summary>What <c>claims.json</c> holds.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Claims">C1 to C7.</param>
public sealed record ExperimentClaims(string Experiment, IReadOnlyList<Claim> Claims)
{
    public const string FileName = "claims.json";
}
