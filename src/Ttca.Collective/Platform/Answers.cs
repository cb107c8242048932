namespace Ttca.Collective;

/// <summary>The platform's answers to <see cref="Count"/> images, in the order in which they were asked.</summary>
public sealed record Answers
{
    /// <exception cref="ArgumentException">The arrays don't fit the kind, or a label is no class.</exception>
    public Answers(AnswerKind kind, int classes, int[] labels, float[] scores)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        var expected = (long)labels.Length * ScoresPerAnswer(kind, classes);
        if (scores.Length != expected)
        {
            throw new ArgumentException($"{labels.Length} answers of kind {kind} over {classes} classes need {expected} scores, not {scores.Length}", nameof(scores));
        }

        foreach (var label in labels)
        {
            if ((uint)label >= (uint)classes)
            {
                throw new ArgumentException($"label {label} is outside 0..{classes - 1}", nameof(labels));
            }
        }

        Kind = kind;
        Classes = classes;
        Labels = labels;
        Scores = scores;
    }

    public AnswerKind Kind { get; }

    public int Count => Labels.Length;

    public int Classes { get; }

    /// <summary>The most probable class of each image, <c>[N]</c>.</summary>
    public int[] Labels { get; }

    /// <summary><c>[N,K]</c> for <see cref="AnswerKind.Probabilities"/>, <c>[N]</c> for <see cref="AnswerKind.Top1"/>, empty for <see cref="AnswerKind.Label"/>.</summary>
    public float[] Scores { get; }

    /// <summary>What an answer of this kind lets through of the platform's probabilities <c>[N,K]</c>.</summary>
    public static Answers Reveal(AnswerKind kind, int classes, float[] probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        var labels = MostProbable(probabilities, classes);   // [N]
        var scores = kind switch
        {
            AnswerKind.Probabilities => probabilities,
            AnswerKind.Top1 => [.. labels.Select((label, i) => probabilities[(i * classes) + label])],
            _ => [],
        };
        return new Answers(kind, classes, labels, scores);
    }

    /// <summary>
    /// The distribution over classes that each answer tells us, <c>[N,K]</c>: the probabilities themselves, or all mass on a bare
    /// label. A label with score s leaves 1 - s unexplained; it is spread evenly over the other classes, which is the
    /// distribution of largest entropy that agrees with the answer.
    /// </summary>
    public float[] ToDistributions()
    {
        if (Kind == AnswerKind.Probabilities)
        {
            return Scores;
        }

        var distributions = new float[Count * Classes];      // [N,K]
        for (var i = 0; i < Count; i++)
        {
            var top = Kind == AnswerKind.Top1 ? Scores[i] : 1f;
            var row = distributions.AsSpan(i * Classes, Classes);
            row.Fill((1 - top) / (Classes - 1));
            row[Labels[i]] = top;
        }
        return distributions;
    }

    /// <summary>The index of the largest score in each row of <c>[N,K]</c>; the lowest index among equals.</summary>
    public static int[] MostProbable(ReadOnlySpan<float> scores, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        var labels = new int[scores.Length / classes];       // [N]
        for (var i = 0; i < labels.Length; i++)
        {
            var row = scores.Slice(i * classes, classes);
            var best = 0;
            for (var k = 1; k < row.Length; k++)
            {
                if (row[k] > row[best])
                {
                    best = k;
                }
            }

            labels[i] = best;
        }
        return labels;
    }

    private static int ScoresPerAnswer(AnswerKind kind, int classes) => kind switch
    {
        AnswerKind.Probabilities => classes,
        AnswerKind.Top1 => 1,
        AnswerKind.Label => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of answer"),
    };
}
