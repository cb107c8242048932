using System.Text.Json;
using Ttca.Pipeline;
using Ttca.Reporting.Claims;
using Ttca.Reporting.Tables;
using Ttca.Stages.Codecs;

namespace Ttca.Stages;

/// <summary>
/// The verdicts of several experiments side by side: <c>claims.json</c> with all that each has, and a table of the verdicts.
/// </summary>
/// <param name="Experiment">Name of the whole.</param>
[PartOf("JudgeClaims")]
public sealed record CompareClaims(string Experiment) : IStage<RenderedFiles>
{
    /// <summary>Of each experiment.</summary>
    public required IReadOnlyList<Node<RenderedFiles>> Claims { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var all = Claims.Select(
            (node, i) => AsSeenFromHere(
                JsonSerializer.Deserialize<ExperimentClaims>(context.Load(node).Files[ExperimentClaims.FileName], JsonFormat.Options)!,
                i)).ToList();
        return new RenderedFiles(
        [
            (ExperimentClaims.FileName, JsonSerializer.SerializeToUtf8Bytes(new ComparedClaims(Experiment, all), JsonFormat.Options)),
            .. TableOf(all).Render().Select(file => ($"claims.{file.Extension}", RenderedFiles.Text(file.Text))),
        ]);
    }

    private static ExperimentClaims AsSeenFromHere(ExperimentClaims one, int index) => one with
    {
        Claims =
        [
            .. one.Claims.Select(
                claim => claim with { RestsOn = [.. claim.RestsOn.Select(path => InputPath.Through(nameof(Claims), index, path))] }),
        ],
    };

    private Table TableOf(List<ExperimentClaims> all) => new()
    {
        Name = "claims",
        Caption = $"The claims of the paper, by experiment. {Experiment}.",
        Columns = [new TableColumn("Claim"), .. all.Select(one => new TableColumn(one.Experiment))],
        Rows =
        [
            .. all[0].Claims.Select(
                claim => (IReadOnlyList<TableCell>)
                [
                    claim.Id,
                    .. all.Select(one => (TableCell)one.Claims.Single(other => other.Id == claim.Id).VerdictText),
                ]),
        ],
        Notes =
        [
            .. all[0].Claims.Select(
                claim => $"{claim.Id}: {claim.Statement}. Test: {char.ToLowerInvariant(claim.Test[0])}{claim.Test[1..]}"),
            "Effects with their intervals, seeds and images are in the table of each experiment.",
        ],
    };
}

/// <summary>What <c>claims.json</c> of several experiments holds.</summary>
/// <param name="Experiment">Name of the whole.</param>
/// <param name="Experiments">The claims of each.</param>
public sealed record ComparedClaims(string Experiment, IReadOnlyList<ExperimentClaims> Experiments);
