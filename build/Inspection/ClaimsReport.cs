using System.Text.Json;
using Ttca.Reporting.Claims;
using Ttca.Stages;
using Ttca.Stages.Codecs;

namespace Ttca.Build.Inspection;

/// <summary>The verdicts on an experiment's claims, a line each beneath its name.</summary>
internal static class ClaimsReport
{
    public static string Of(string results)
    {
        var (experiment, claims) = JsonSerializer.Deserialize<ExperimentClaims>(File.ReadAllBytes(Path.Combine(results, ExperimentClaims.FileName)), JsonFormat.Options)!;
        int width = claims.Max(claim => claim.Statement.Length);
        return $"Claims, {experiment}:\n" + string.Join('\n', claims.Select(claim => $"{claim.Id} {claim.Statement.PadRight(width)}  {Text(claim)}"));
    }

    private static string Text(Claim claim) => $"{claim.VerdictText}: {Measured(claim)}";

    private static string Measured(Claim claim) => claim.Effect is null ? claim.Measure : $"{claim.Measure} {claim.Effect}";
}
