namespace Ttca.Collective;

/// <summary>The platform's answers to <see cref="Count"/> images, in the order in which they were asked.</summary>
public sealed record Answers
{
    /// <summary>A softmax in float32 sums to 1 more closely than this, and keeps its bytes.</summary>
    private const double SumTolerance = 1e-5;

    /// <exception cref="ArgumentException">The arrays don't fit the kind, or a label is no class.</exception>
    public Answers(AnswerKind kind, int classes, int[] labels, float[] scores)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        var expected = (long)labels.Length * ScoresPerAnswer(kind, classes);
        if (scores.Length != expected)
        {
            throw new ArgumentException(
                $"{labels.Length} answers of kind {kind} over {classes} classes need {expected} scores, not {scores.Length}",
                nameof(scores));
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

    /// <summary>
    /// <c>[N,K]</c> for <see cref="AnswerKind.Probabilities"/>, <c>[N]</c> for <see cref="AnswerKind.Top1"/>, empty for
    /// <see cref="AnswerKind.Label"/>.
    /// </summary>
    public float[] Scores { get; }

    /// <summary>
    /// What an answer of this kind lets through. The labels are those of the platform's probabilities, whatever is shown of them, such as
    /// rounded ones.
    /// </summary>
    /// <param name="kind">How much is shown.</param>
    /// <param name="classes">K.</param>
    /// <param name="probabilities">The platform's own, <c>[N,K]</c>.</param>
    /// <param name="shown">What its defences made of them, <c>[N,K]</c>.</param>
    public static Answers Reveal(AnswerKind kind, int classes, float[] probabilities, float[] shown)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(shown);
        var labels = MostProbable(probabilities, classes);   // [N]
        var scores = kind switch
        {
            AnswerKind.Probabilities => shown,
            AnswerKind.Top1 => [.. labels.Select((label, i) => shown[(i * classes) + label])],
            _ => [],
        };
        return new Answers(kind, classes, labels, scores);
    }

    /// <summary>
    /// The distribution over classes that each answer tells us, <c>[N,K]</c>: the probabilities themselves, or all mass on a bare
    /// label. A label with score s leaves 1 - s unexplained; it is spread evenly over the other classes, which is the
    /// distribution of largest entropy that agrees with the answer.
    /// </summary>
    /// <remarks>
    /// A platform may round its scores. Probabilities that don't sum to 1 are divided by their sum. The label's score is never taken to be
    /// below 1 / K, as the label is the most probable. Where every score is rounded to 0, the label alone is known, and has all mass.
    /// </remarks>
    public float[] ToDistributions()
    {
        if (Kind == AnswerKind.Probabilities && Enumerable.Range(0, Count).All(i => IsDistribution(SumOf(i))))
        {
            return Scores;
        }

        var distributions = new float[Count * Classes];      // [N,K]
        for (var i = 0; i < Count; i++)
        {
            for (var k = 0; k < Classes; k++)
            {
                distributions[(i * Classes) + k] = MassOf(i, k);
            }
        }
        return distributions;
    }

    /// <summary>One entry of <see cref="ToDistributions"/>, without making them all.</summary>
    /// <param name="index">Of the answer.</param>
    /// <param name="label">A class.</param>
    public float MassOf(int index, int label)
    {
        var isLabel = Labels[index] == label;
        return Kind switch
        {
            AnswerKind.Probabilities => SumOf(index) switch
            {
                0 => isLabel ? 1 : 0,
                var sum when IsDistribution(sum) => Scores[(index * Classes) + label],
                var sum => (float)(Scores[(index * Classes) + label] / sum),
            },
            AnswerKind.Top1 => Scores[index] switch
            {
                0 => isLabel ? 1 : 0,
                var score when isLabel => Math.Max(score, 1f / Classes),
                var score => (1 - Math.Max(score, 1f / Classes)) / (Classes - 1),
            },
            _ => isLabel ? 1 : 0,
        };
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

    private static bool IsDistribution(double sum) => Math.Abs(sum - 1) <= SumTolerance;

    private double SumOf(int index)
    {
        var sum = 0.0;
        foreach (var score in Scores.AsSpan(index * Classes, Classes))
        {
            sum += score;
        }

        return sum;
    }

    private static int ScoresPerAnswer(AnswerKind kind, int classes) => kind switch
    {
        AnswerKind.Probabilities => classes,
        AnswerKind.Top1 => 1,
        AnswerKind.Label => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of answer"),
    };
}
