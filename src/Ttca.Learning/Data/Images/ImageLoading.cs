namespace Ttca.Learning.Data.Images;

/// <summary>How encoded images become an array.</summary>
public sealed record ImageLoading
{
    /// <summary>Height and width of the result, pixels.</summary>
    public required int Size { get; init; }

    /// <summary>Share of images that may be broken: those are left out.</summary>
    public double BrokenShare { get; init; }

    /// <summary>Told how many images are done, of how many.</summary>
    public Action<int, int>? Progress { get; init; }

    /// <summary>Told about each image that is left out, and why.</summary>
    public Action<string>? Log { get; init; }

    public CancellationToken Cancellation { get; init; }
}

/// <summary>An image that is not decoded yet.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="Read">Its bytes; called on any thread, once.</param>
internal sealed record EncodedImage(string Name, Func<byte[]> Read);
