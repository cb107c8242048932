using Ttca.Datasets;

namespace Ttca.Collective;

/// <summary>Random signs of the largest size, drawn anew for every query.</summary>
public sealed record RandomSignsMethod : AttackMethod
{
    public override string Name => "random-signs";

    public override AnswerKind Answers => AnswerKind.Label;

    public override (AttackedImages Images, TuningResult? Tuning) Run(
        IPlatform platform, AttackingUsers users, AttackLimits limits, long seed, IProgress<AttackProgress>? progress = null) =>
        (
            PerUserAttack.Run(
                platform, users.Images, users.Rows, limits, row => new Search(users.Images, row, limits.Epsilon.Pixels, seed), progress),
            null);

    private sealed class Search(ImageSet images, int row, int epsilon, long seed) : UserAttack(images.Labels[row])
    {
        private readonly byte[] _original = images.Image(row);
        private SplitMix64 _random = SplitMix64.Of(seed, row);

        public override void Propose(Span<byte> submitted)
        {
            for (int i = 0; i < submitted.Length; i++)
            {
                submitted[i] = Moved(_original[i], _random.NextInt(2) == 0 ? -epsilon : epsilon);
            }
        }

        public override void Observe(ReadOnlySpan<byte> submitted, int label, float targetScore) => Succeeded = label == Target;
    }
}
