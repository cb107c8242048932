namespace Ttca.Collective;

/// <summary>One user's search for a perturbation of one image, a query at a time. It sees answers, never a model.</summary>
/// <param name="target">The image's true class, which the user wants to be answered.</param>
internal abstract class UserAttack(int target)
{
    public int Target { get; } = target;

    /// <summary>Whether an image within epsilon of the user's own was answered with the target.</summary>
    public bool Succeeded { get; protected set; }

    /// <summary>Whether the search has nothing left to ask: it succeeded, or can't go on.</summary>
    public bool IsFinished => Succeeded || IsExhausted;

    protected bool IsExhausted { get; set; }

    /// <summary>Writes the image of the next query, <c>[3,H,W]</c>.</summary>
    public abstract void Propose(Span<byte> submitted);

    /// <summary>Takes the answer to that query.</summary>
    /// <param name="submitted">The image that was asked about.</param>
    /// <param name="label">The platform's label.</param>
    /// <param name="targetScore">Probability of the target as far as the answer tells; see <see cref="Answers.ToDistributions"/>.</param>
    public abstract void Observe(ReadOnlySpan<byte> submitted, int label, float targetScore);

    /// <summary>A pixel value moved by some steps of 1/255, as it can be submitted.</summary>
    protected static byte Moved(byte pixel, int steps) => (byte)Math.Clamp(pixel + steps, 0, 255);
}
