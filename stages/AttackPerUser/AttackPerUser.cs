using System.Globalization;
using Ttca.Collective;
using Ttca.Learning.Data;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>The baseline: each user of the subgroup searches alone, with queries about the own image, for a perturbation that makes its answer right.</summary>
/// <param name="Images">How many of the subgroup's test images are attacked: the first, all where there are fewer.</param>
public sealed record AttackPerUser(AttackParameters Parameters, int Images, int Seed) : IStage<UserAttacks>, ISeeded
{
    public required Node<TrainedPlatform> Platform { get; init; }

    public required Node<ImageSet> Test { get; init; }

    /// <summary>Images of the subgroup that are no test images: p_init is tuned on them, and HopSkipJump starts from them.</summary>
    public required Node<ImageSet> Own { get; init; }

    public UserAttacks Run(StageContext context)
    {
        using var trained = context.Load(Platform);
        var test = context.Load(Test);
        var own = context.Load(Own);
        int[] rows = [.. Enumerable.Range(0, test.Count).Where(i => test.Groups[i] == Group.Subgroup).Take(Images)];
        var tuned = own.Take(Math.Min(Parameters.TuningImages, own.Count));
        var limits = new AttackLimits(Parameters.Epsilon, Parameters.QueriesPerImage);
        long trials = (long)Parameters.StartingShares.Count * tuned.Count;
        var platform = trained.Model.Open(Parameters.Answers, queryCap: (trials + rows.Length) * Parameters.QueriesPerImage);
        var progress = Progress(context);

        if (Parameters.Answers == AnswerKind.Label)
        {
            return new UserAttacks(PerUserAttack.HopSkipJump(platform, test, rows, own, limits, context.Seed, progress), []);
        }

        var tuning = SquareTuning.Run(platform, tuned, limits, Parameters.StartingShares, context.Seed, progress);
        double startingShare = SquareTuning.Best(tuning).StartingShare;
        return new UserAttacks(PerUserAttack.Square(platform, test, rows, limits, startingShare, context.Seed, progress), tuning);
    }

    private static Relay<AttackProgress> Progress(StageContext context) => new(p =>
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        context.Progress.Report(p.Query, p.QueriesPerImage, string.Create(CultureInfo.InvariantCulture, $"{p.Active} images still wrong"));
    });
}

/// <summary>What users reached alone, and how the attack was tuned.</summary>
/// <param name="Images">One row per test image.</param>
/// <param name="Tuning">Of p_init; empty for HopSkipJump.</param>
public sealed record UserAttacks(AttackedImages Images, IReadOnlyList<TuningTrial> Tuning)
{
    /// <summary>Queries that tuning cost, beside those of the images.</summary>
    public long TuningQueries => Tuning.Sum(trial => trial.Queries);

    /// <summary>The chosen p_init; null for HopSkipJump.</summary>
    public double? StartingShare => Tuning.Count == 0 ? null : SquareTuning.Best(Tuning).StartingShare;
}
