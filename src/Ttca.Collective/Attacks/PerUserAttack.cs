using Ttca.Datasets;

namespace Ttca.Collective;

/// <summary>
/// What each user could do alone: search, by queries, for a perturbation of the own image that the platform answers with its true class.
/// All images that are still wrong ask at the same time, one query each, so the platform answers large batches.
/// </summary>
/// <remarks>
/// Each image has its own random numbers, from the seed and its row: what is spent on it and whether it succeeds doesn't depend on the
/// images beside it, as far as the platform answers an image alike in every batch.
/// </remarks>
public static class PerUserAttack
{
    /// <summary>Square Attack, for platforms that answer with scores.</summary>
    /// <param name="platform">Its cap must allow the rows times <see cref="AttackLimits.QueriesPerImage"/>.</param>
    /// <param name="images">Users' images with their true classes.</param>
    /// <param name="rows">Which of them to attack; at least one.</param>
    /// <param name="limits">Size of the perturbation and cap of queries.</param>
    /// <param name="startingShare">p_init, the share of pixels that the first squares change: in (0, 1].</param>
    /// <param name="seed">Seed of the random search.</param>
    /// <param name="progress">Told after each round of queries.</param>
    /// <param name="stopAfter">Ends each image's attack after so many queries, on the schedule of the whole cap; null: at the cap.</param>
    /// <exception cref="ArgumentException">
    /// The platform answers with labels alone, there are no rows, or the share is out of range.
    /// </exception>
    /// <exception cref="QueryBudgetExceededException">The platform's cap is too low; nothing was asked.</exception>
    public static AttackedImages Square(
        IPlatform platform,
        ImageSet images,
        IReadOnlyList<int> rows,
        AttackLimits limits,
        double startingShare,
        long seed,
        IProgress<AttackProgress>? progress = null,
        int? stopAfter = null)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(startingShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(startingShare, 1);
        if (platform.Kind == AnswerKind.Label)
        {
            throw new ArgumentException(
                "the Square Attack follows scores, and this platform answers with labels alone: use HopSkipJump", nameof(platform));
        }

        return Run(
            platform, images, rows, limits with { QueriesPerImage = Math.Min(stopAfter ?? int.MaxValue, limits.QueriesPerImage) },
            row => new SquareAttack(images, row, limits.Epsilon, startingShare, limits.QueriesPerImage - 1, seed),
            progress);
    }

    /// <summary>HopSkipJump, for platforms that answer with labels.</summary>
    /// <param name="platform">Its cap must allow the rows times <see cref="AttackLimits.QueriesPerImage"/>.</param>
    /// <param name="images">Users' images with their true classes.</param>
    /// <param name="rows">Which of them to attack; at least one.</param>
    /// <param name="own">
    /// Other images of users with their true classes. An attack starts from one of its class that is answered rightly; finding it costs a
    /// query for each that is asked about, and without any the attack fails.
    /// </param>
    /// <param name="limits">Size of the perturbation and cap of queries.</param>
    /// <param name="seed">Seed of the random search.</param>
    /// <param name="progress">Told after each round of queries.</param>
    /// <exception cref="ArgumentException">The own images have another size, or there are no rows.</exception>
    /// <exception cref="QueryBudgetExceededException">The platform's cap is too low; nothing was asked.</exception>
    public static AttackedImages HopSkipJump(
        IPlatform platform,
        ImageSet images,
        IReadOnlyList<int> rows,
        ImageSet own,
        AttackLimits limits,
        long seed,
        IProgress<AttackProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(limits);
        if (own.Height != images.Height || own.Width != images.Width)
        {
            throw new ArgumentException(
                $"own images of {own.Height}x{own.Width} for images of {images.Height}x{images.Width}", nameof(own));
        }

        var starts = new OwnImages(own);
        return Run(platform, images, rows, limits, row => new HopSkipJumpAttack(images, row, starts, limits.Epsilon, seed), progress);
    }

    /// <summary>One query of each image that is still wrong, again and again.</summary>
    internal static AttackedImages Run(
        IPlatform platform,
        ImageSet images,
        IReadOnlyList<int> rows,
        AttackLimits limits,
        Func<int, UserAttack> attackOn,
        IProgress<AttackProgress>? progress)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.QueriesPerImage, 1);
        if (rows.Count == 0)
        {
            throw new ArgumentException("there are no images to attack", nameof(rows));
        }

        var needed = (long)rows.Count * limits.QueriesPerImage;
        if (needed > platform.QueryCap - platform.Queries)
        {
            throw new QueryBudgetExceededException(needed, platform.Queries, platform.QueryCap);
        }

        var attacked = images.Select(rows);
        var before = platform.Ask(attacked.ReadAll(), attacked.Count).Labels;   // the first query: am I misclassified?
        var result = new AttackedImages(
            [.. rows], attacked.Groups, attacked.Labels, before, new bool[rows.Count], [.. Enumerable.Repeat(1, rows.Count)]);
        List<Attacker> active = [];
        for (var i = 0; i < rows.Count; i++)
        {
            if (before[i] != attacked.Labels[i])
            {
                active.Add(new Attacker(i, attackOn(rows[i])));
            }
        }

        Attack(platform, images.ImageLength, active, limits.QueriesPerImage, result, progress);
        return result;
    }

    private static void Attack(
        IPlatform platform, int imageLength, List<Attacker> active, int cap, AttackedImages result, IProgress<AttackProgress>? progress)
    {
        active.RemoveAll(attacker => attacker.Attack.IsFinished);   // those that can't even begin
        var submitted = new byte[(long)active.Count * imageLength];  // [A,3,H,W]
        for (var query = 2; query <= cap && active.Count > 0; query++)
        {
            for (var i = 0; i < active.Count; i++)
            {
                active[i].Attack.Propose(submitted.AsSpan(i * imageLength, imageLength));
            }

            var answers = platform.Ask(submitted.AsSpan(0, active.Count * imageLength), active.Count);
            for (var i = 0; i < active.Count; i++)
            {
                var (index, attack) = active[i];
                attack.Observe(submitted.AsSpan(i * imageLength, imageLength), answers.Labels[i], answers.MassOf(i, attack.Target));
                result.Queries[index] = query;
                result.Succeeded[index] = attack.Succeeded;
            }

            active.RemoveAll(attacker => attacker.Attack.IsFinished);
            progress?.Report(new AttackProgress(query, cap, active.Count));
        }
    }

    /// <param name="Index">Of the image's row in the result.</param>
    private readonly record struct Attacker(int Index, UserAttack Attack);
}
