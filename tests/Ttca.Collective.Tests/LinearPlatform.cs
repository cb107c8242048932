namespace Ttca.Collective.Tests;

/// <summary>A platform that answers with the labels of a linear model, and keeps what it was asked.</summary>
internal sealed class LinearPlatform(LinearModel model, long cap = long.MaxValue) : IPlatform
{
    public AnswerKind Kind => AnswerKind.Label;

    public int Classes => model.Classes;

    public long Queries { get; private set; }

    public long QueryCap => cap;

    public List<byte[]> Asked { get; } = [];

    public Answers Ask(ReadOnlySpan<byte> pixels, int count)
    {
        Asked.Add(pixels.ToArray());
        Queries += count;
        return new Answers(AnswerKind.Label, Classes, model.Labels(pixels, count), []);
    }
}
