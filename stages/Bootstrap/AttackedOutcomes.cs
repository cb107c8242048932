using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>
/// After how many queries each attacked image is answered rightly: as it is, attacked by its user alone, and with the perturbation of each
/// pool.
/// </summary>
internal static class AttackedOutcomes
{
    /// <summary>Stands for an image that never is.</summary>
    public const int Never = 0;

    /// <summary>One for each seed, with the conditions of <see cref="BootstrapQueryBudget"/>.</summary>
    /// <param name="context">Of the stage that asks.</param>
    /// <param name="queriesPerImage">The attacks' cap.</param>
    /// <param name="pools">All of them.</param>
    /// <param name="square">One for each seed.</param>
    /// <param name="hopSkipJump">One for each seed.</param>
    /// <param name="pooled">For each seed, one for each pool.</param>
    public static IReadOnlyList<Counts> Load(
        StageContext context,
        int queriesPerImage,
        IReadOnlyList<Pool> pools,
        IReadOnlyList<Node<UserAttacks>> square,
        IReadOnlyList<Node<UserAttacks>> hopSkipJump,
        IReadOnlyList<Node<Evaluation>> pooled) =>
    [
        .. square.Zip(hopSkipJump, pooled.Chunk(pools.Count)).Select(seed => Of(
            queriesPerImage,
            context.Load(seed.First).Images,
            context.Load(seed.Second).Images,
            [.. pools.Zip(seed.Third.Select(context.Load))])),
    ];

    /// <summary>Those of one seed.</summary>
    public static Counts Of(
        int queriesPerImage, AttackedImages square, AttackedImages hopSkipJump, IReadOnlyList<(Pool Pool, Evaluation Answers)> pooled)
    {
        var conditions = new Dictionary<string, int[]>
        {
            [Conditions.None] = [.. square.PredictedBefore.Zip(square.Labels, RightAtOnce)],
            [BootstrapQueryBudget.SquareAlone] = QueriesToRight(square),
            [BootstrapQueryBudget.HopSkipJumpAlone] = QueriesToRight(hopSkipJump),
        };
        foreach (var (pool, evaluation) in pooled)
        {
            int[] predictions = evaluation[Conditions.Collective].Predictions;
            conditions[pool.Condition()] = [.. square.Rows.Zip(square.Labels, (row, label) => RightAtOnce(predictions[row], label))];
        }

        return new Counts(queriesPerImage, conditions);
    }

    private static int RightAtOnce(int prediction, int label) => prediction == label ? 1 : Never;

    private static int[] QueriesToRight(AttackedImages images) =>
        [.. Enumerable.Range(0, images.Count).Select(image => images.QueriesToRight(image) ?? Never)];
}
