using System.Text.Json;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Claims;
using Ttca.Reporting.Tables;
using Ttca.Stages.Codecs;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>The verdict on each claim of the paper: <c>claims.json</c>, and the same as a table.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Title">The experiment and its data, for the caption.</param>
[PartOf("JudgeClaims")]
public sealed record JudgeClaims(string Experiment, string Title) : IStage<RenderedFiles>
{
    /// <summary>
    /// Members of the collectives of the study collective-size, smallest first; none where it is no part of the experiment.
    /// </summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>
    /// How perturbations that are submitted as the collective's came to hold more than answers, see <see cref="AccessClaim.LeaksInto"/>;
    /// found in the plan.
    /// </summary>
    public required IReadOnlyList<string> Leaks { get; init; }

    /// <summary>How many perturbations are submitted as the collective's.</summary>
    public required int Submitted { get; init; }

    /// <inheritdoc cref="BootstrapParameters.PositiveClass"/>
    public int? PositiveClass { get; init; }

    /// <summary>Of each size.</summary>
    public required IReadOnlyList<Node<Metrics>> BySize { get; init; }

    /// <summary>Pairs of the study transfer; none where it is no part of the experiment.</summary>
    public required IReadOnlyList<TransferPair> Pairs { get; init; }

    /// <summary>Of each pair.</summary>
    public required IReadOnlyList<Node<Metrics>> Transfer { get; init; }

    /// <summary>Of the largest collective.</summary>
    public required Node<Metrics> Largest { get; init; }

    /// <summary>Of the study shared-perturbation; null where it is no part of the experiment.</summary>
    public Node<Metrics>? Shared { get; init; }

    /// <summary>The control that was chosen for each seed; none where it is no part of the experiment.</summary>
    public IReadOnlyList<Node<PreprocessingChoice>> Preprocessing { get; init; } = [];

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
            GapClaims.GapIsClosed(sizes, Shared is null ? null : context.Load(Shared), [.. Preprocessing.Select(context.Load)]),
            GapClaims.SmallProxySuffices(
                [.. Pairs.Select((pair, i) => (pair, context.Load(Transfer[i]), InputPath.Of(nameof(Transfer), i)))]),
            FairnessClaims.WorstGroupGains(largest, InputPath.Of(nameof(Largest))),
            FairnessClaims.EqualOpportunityImproves(largest, InputPath.Of(nameof(Largest))),
            FairnessClaims.DisparateImpactImproves(largest, InputPath.Of(nameof(Largest)), PositiveClass),
            CostClaim.PoolingIsCheaper(
                LargestPool, QueryBudget is null ? null : context.Load(QueryBudget), InputPath.Of(nameof(QueryBudget))),
            AccessClaim.QueriesSuffice(
                Leaks,
                Submitted,
                [.. Transcripts.Select(context.Load)],
                [.. Transcripts.Select((_, i) => InputPath.Of(nameof(Transcripts), i))]),
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
        Columns =
        [
            new TableColumn("Claim"),
            new TableColumn("Measured"),
            new TableColumn("Effect"),
            new TableColumn("Random signs"),
            new TableColumn("Verdict"),
        ],
        Rows = [.. claims.SelectMany(RowsOf)],
        Notes =
        [
            .. claims.Select(claim => $"{claim.Id}: {claim.Statement}. Test: {char.ToLowerInvariant(claim.Test[0])}{claim.Test[1..]}"),
            .. claims.Where(claim => claim.Sample is not null).GroupBy(claim => claim.Sample).Select(alike =>
                $"{string.Join(", ", alike.Select(claim => claim.Id))}: 95 % "
                    + $"{IntervalsOf(alike.First().Seeds!.Value)}, {alike.Key}."),
        ],
    };

    private static string IntervalsOf(int seeds) =>
        HierarchicalBootstrap.KindOf(seeds) == IntervalKind.StudentT ? "t-intervals" : "percentile intervals";

    /// <summary>The claim, and what it must be read with beneath.</summary>
    private static IEnumerable<IReadOnlyList<TableCell>> RowsOf(Claim claim) =>
    [
        [claim.Id, claim.Measure, Text(claim.Effect), Text(claim.Random), claim.VerdictText],
        .. claim.Context.Select(beside => (IReadOnlyList<TableCell>)["", beside.What, Text(beside.Estimate), "", ""]),
    ];

    /// <summary>Two decimals, as in the other tables: more would not fit the width of a page.</summary>
    private static string Text(Estimate? estimate) => estimate?.ToString(decimals: 2) ?? "";
}

/// <summary>What <c>claims.json</c> holds.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Claims">C1 to C7.</param>
public sealed record ExperimentClaims(string Experiment, IReadOnlyList<Claim> Claims)
{
    public const string FileName = "claims.json";
}
