namespace Ttca.Collective;

/// <summary>The defences of one platform, in order.</summary>
internal sealed class DefenceChain
{
    private readonly IReadOnlyList<(ImageDefence Defence, double Amount)> before;
    private readonly IReadOnlyList<(ScoreDefence Defence, double Amount)> behind;

    /// <exception cref="ArgumentException">Unknown defence, or an amount that it doesn't take.</exception>
    public DefenceChain(IReadOnlyList<DefenceParameters> defences)
    {
        Parameters = defences;
        var chosen = defences.Select(line => (Defence: Find(line), line.Amount)).ToList();
        before = [.. from line in chosen where line.Defence is ImageDefence select ((ImageDefence)line.Defence, line.Amount)];
        behind = [.. from line in chosen where line.Defence is ScoreDefence select ((ScoreDefence)line.Defence, line.Amount)];
    }

    public IReadOnlyList<DefenceParameters> Parameters { get; }

    /// <summary>What the model sees of images <c>[N,3,H,W]</c>: they themselves where nothing stands before it.</summary>
    public ReadOnlySpan<byte> Images(ReadOnlySpan<byte> pixels, int imageLength, int width)
    {
        if (before.Count == 0)
        {
            return pixels;
        }

        var seen = pixels.ToArray();                 // [N,3,H,W]
        for (var start = 0; start < seen.Length; start += imageLength)
        {
            foreach (var (defence, amount) in before)
            {
                defence.Apply(seen.AsSpan(start, imageLength), width, amount);
            }
        }

        return seen;
    }

    /// <summary>What is shown of probabilities <c>[N,K]</c>: they themselves where nothing stands behind the model.</summary>
    public float[] Scores(float[] probabilities)
    {
        if (behind.Count == 0)
        {
            return probabilities;
        }

        var shown = (float[])probabilities.Clone();  // [N,K]
        foreach (var (defence, amount) in behind)
        {
            defence.Apply(shown, amount);
        }

        return shown;
    }

    private static Defence Find(DefenceParameters line)
    {
        if (!Defence.All.TryGetValue(line.Name, out var defence))
        {
            throw new ArgumentException($"There is no defence '{line.Name}'; there are {string.Join(", ", Defence.All.Keys)}.", nameof(line));
        }

        return defence.Complaint(line.Amount) is { } complaint ? throw new ArgumentException(complaint, nameof(line)) : defence;
    }
}
