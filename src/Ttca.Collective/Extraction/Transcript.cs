namespace Ttca.Collective;

/// <summary>What a collective asked and what it was told, members in order.</summary>
public sealed record Transcript
{
    /// <exception cref="ArgumentException">Images, answers and members don't agree in number.</exception>
    public Transcript(byte[] pixels, Answers answers, int height, int width, int members, int queriesPerMember)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(queriesPerMember);
        var queries = (long)members * queriesPerMember;
        if (answers.Count != queries)
        {
            throw new ArgumentException(
                $"{members} members with {queriesPerMember} queries each need {queries} answers, not {answers.Count}", nameof(answers));
        }

        if (pixels.Length != queries * 3 * height * width)
        {
            throw new ArgumentException(
                $"{queries} images of 3x{height}x{width} are {queries * 3 * height * width} bytes, not {pixels.Length}", nameof(pixels));
        }

        Pixels = pixels;
        Answers = answers;
        Height = height;
        Width = width;
        Members = members;
        QueriesPerMember = queriesPerMember;
    }

    /// <summary>The images asked about, uint8 <c>[N,3,H,W]</c>; those of member i are i q .. (i + 1) q - 1.</summary>
    public byte[] Pixels { get; }

    public Answers Answers { get; }

    public int Height { get; }

    public int Width { get; }

    public int Members { get; }

    public int QueriesPerMember { get; }

    /// <summary>Queries that the transcript cost: one for each image.</summary>
    public long Queries => Answers.Count;
}
