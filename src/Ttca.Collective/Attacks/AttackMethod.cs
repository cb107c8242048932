using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Parameters;

namespace Ttca.Collective;

/// <summary>A way in which each user could search alone, by queries, for a perturbation of the own image. A new one is a record.</summary>
public abstract record AttackMethod : INamed
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>What the platform tells.</summary>
    public abstract AnswerKind Answers { get; }

    /// <summary>The most queries that choosing its settings takes, beside those of the images.</summary>
    /// <param name="own">Number of the users' other images.</param>
    public virtual long QueriesToTune(int own) => 0;

    /// <summary>Attacks images, and says how the attack was tuned, where it was.</summary>
    /// <param name="platform">One that gives such <see cref="Answers"/>; its cap must allow all queries.</param>
    /// <param name="users">Whose images.</param>
    /// <param name="limits">Size of the perturbation and cap of queries.</param>
    /// <param name="seed">Seed of the random search.</param>
    /// <param name="progress">Told after each round of queries.</param>
    public abstract (AttackedImages Images, TuningResult? Tuning) Run(
        IPlatform platform, AttackingUsers users, AttackLimits limits, long seed, IProgress<AttackProgress>? progress = null);
}

/// <summary>Users who attack, each alone.</summary>
/// <param name="Images">Images with their true classes.</param>
/// <param name="Rows">Which of them to attack; at least one.</param>
/// <param name="Own">Other images of users with their true classes, on which an attack may be tuned, or from which it may start.</param>
public sealed record AttackingUsers(ImageSet Images, IReadOnlyList<int> Rows, ImageSet Own);

/// <summary>Square Attack, tuned on the users' other images.</summary>
public sealed record SquareMethod : AttackMethod
{
    public override string Name => "square";

    /// <summary>Which scores it follows; no labels.</summary>
    public required AnswerKind Scores { get; init; }

    /// <summary>Values of p_init to choose from.</summary>
    public required IReadOnlyList<double> StartingShares { get; init; }

    /// <summary>Wrong images on which it is chosen, all where there are fewer.</summary>
    public required int TuningImages { get; init; }

    /// <summary>Queries per image at which it is chosen: those of a member of the pool that it is compared with.</summary>
    public required int TuningQueries { get; init; }

    public override AnswerKind Answers => Scores;

    public override long QueriesToTune(int own) => own + ((long)StartingShares.Count * TuningImages * TuningQueries);

    public override (AttackedImages Images, TuningResult? Tuning) Run(
        IPlatform platform, AttackingUsers users, AttackLimits limits, long seed, IProgress<AttackProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(users);
        var tuning = SquareTuning.Run(platform, users.Own, TuningImages, TuningQueries, limits, StartingShares, seed, progress);
        return (PerUserAttack.Square(platform, users.Images, users.Rows, limits, tuning.Best.StartingShare, seed, progress), tuning);
    }
}

/// <summary>HopSkipJump, from the users' other images.</summary>
public sealed record HopSkipJumpMethod : AttackMethod
{
    public override string Name => "hop-skip-jump";

    public override AnswerKind Answers => AnswerKind.Label;

    public override (AttackedImages Images, TuningResult? Tuning) Run(
        IPlatform platform, AttackingUsers users, AttackLimits limits, long seed, IProgress<AttackProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(users);
        return (PerUserAttack.HopSkipJump(platform, users.Images, users.Rows, users.Own, limits, seed, progress), null);
    }
}
