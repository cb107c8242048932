using Ttca.Learning.Networks;

namespace Ttca.Collective;

/// <summary>A network behind its defences and a meter. Requests are answered one at a time, so the cap holds when several threads ask.</summary>
internal sealed class MeteredPlatform : IPlatform
{
    private readonly Network _network;
    private readonly DefenceChain _defences;
    private readonly Lock _meter = new();

    public MeteredPlatform(Network network, DefenceChain defences, AnswerKind kind, long queryCap)
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

            var probabilities = _network.Probabilities(_defences.Images(pixels, imageLength, _network.Width), count); // [N,K]
            var answers = Answers.Reveal(Kind, Classes, probabilities, _defences.Scores(probabilities));
            Queries += count;
            return answers;
        }
    }
}
