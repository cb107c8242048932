using Ttca.Learning.Networks;

namespace Ttca.Collective;

/// <summary>
/// A network behind its defences and a meter. Requests are answered one at a time, so the cap holds when several threads ask.
/// </summary>
internal sealed class MeteredPlatform : IPlatform
{
    private readonly FrozenNetwork _network;
    private readonly DefenceChain _defences;
    private readonly Lock _meter = new();

    public MeteredPlatform(FrozenNetwork network, DefenceChain defences, AnswerKind kind, long queryCap)
    {
        if (!Enum.IsDefined(kind))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of answer");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(queryCap);
        _network = network;
        _defences = defences;
        Kind = kind;
        QueryCap = queryCap;
    }

    public AnswerKind Kind { get; }

    public int Classes => _network.Classes;

    public long Queries { get; private set; }

    public long QueryCap { get; }

    public Answers Ask(ReadOnlySpan<byte> pixels, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var imageLength = 3 * _network.Height * _network.Width;
        var expected = (long)count * imageLength;
        if (pixels.Length != expected)
        {
            throw new ArgumentException(
                $"{count} images of 3x{_network.Height}x{_network.Width} are {expected} bytes, not {pixels.Length}", nameof(pixels));
        }

        lock (_meter)
        {
            // Written as a difference: a sum could overflow.
            if (count > QueryCap - Queries)
            {
                throw new QueryBudgetExceededException(count, Queries, QueryCap);
            }

            var answers = AnswersTo(_defences.Images(pixels, imageLength, _network.Width), count);
            Queries += count;
            return answers;
        }
    }

    private Answers AnswersTo(ReadOnlySpan<byte> seen, int count)
    {
        if (Kind == AnswerKind.Label)
        {
            return new Answers(Kind, Classes, _network.Labels(seen, count), []);
        }

        var probabilities = _network.Probabilities(seen, count); // [N,K]
        return Answers.Reveal(Kind, Classes, probabilities, _defences.Scores(probabilities));
    }
}
