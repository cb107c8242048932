using Ttca.Learning.Data;

namespace Ttca.Collective;

/// <summary>Images that users own beside the one they submit, by class: what an attack with labels alone starts from.</summary>
internal sealed class OwnImages(ImageSet images)
{
    private readonly Dictionary<int, int[]> _rows = Enumerable.Range(0, images.Count)
        .GroupBy(row => images.Labels[row]).ToDictionary(rows => rows.Key, rows => rows.ToArray());

    /// <summary>Number of images of a class.</summary>
    public int Count(int label) => _rows.TryGetValue(label, out var rows) ? rows.Length : 0;

    /// <summary>One image of a class that has any; numbers beyond the last begin again with the first.</summary>
    public ReadOnlySpan<byte> Image(int label, int number)
    {
        var rows = _rows[label];
        return images.Image(rows[number % rows.Length]);
    }
}
