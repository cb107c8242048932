using System.Globalization;
using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// The baseline: each user of the subgroup searches alone, with queries about the own image, for a perturbation that makes its answer
/// right.
/// </summary>
/// <param name="Images">How many of the subgroup's test images are attacked: the first, all where there are fewer.</param>
[PartOf("AttackPerUser")]
public sealed record AttackPerUser(AttackParameters Parameters, int Images, int Seed) : IStage<UserAttacks>, ISeeded
{
    public required Node<TrainedPlatform> Platform { get; init; }

    public required Node<ImageSet> Test { get; init; }

    /// <summary>Images of the subgroup that are no test images: an attack may be tuned on them, or start from them.</summary>
    public required Node<ImageSet> Own { get; init; }

    public UserAttacks Run(StageContext context)
    {
        using var trained = context.Load(Platform);
        var test = context.Load(Test);
        var own = context.Load(Own);
        int[] rows = [.. Enumerable.Range(0, test.Count).Where(i => test.Groups[i] == Group.Subgroup).Take(Images)];
        var method = Parameters.Method;
        var platform = trained.Model.Open(
            method.Answers, queryCap: method.QueriesToTune(own.Count) + ((long)rows.Length * Parameters.QueriesPerImage));
        var limits = new AttackLimits(Parameters.Epsilon, Parameters.QueriesPerImage);
        var (attacked, tuning) = method.Run(platform, new AttackingUsers(test, rows, own), limits, context.Seed, Progress(context));
        return new UserAttacks(attacked, tuning);
    }

    private static Relay<AttackProgress> Progress(StageContext context) => new(p =>
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        context.Progress.Report(p.Query, p.QueriesPerImage, string.Create(CultureInfo.InvariantCulture, $"{p.Active} images still wrong"));
    });
}

/// <summary>What users reached alone, and how the attack was tuned.</summary>
/// <param name="Images">One row per test image.</param>
/// <param name="Tuning">Of p_init; null for attacks without.</param>
public sealed record UserAttacks(AttackedImages Images, TuningResult? Tuning)
{
    /// <summary>Queries that tuning cost, beside those of the images.</summary>
    public long TuningQueries => Tuning?.Queries ?? 0;

    /// <summary>The chosen p_init; null for attacks without.</summary>
    public double? StartingShare => Tuning?.Best.StartingShare;
}
