namespace Ttca.Datasets;

/// <summary>How far a download is.</summary>
/// <param name="Bytes">Bytes on disk so far, those of earlier attempts included.</param>
/// <param name="Total">Bytes in all, where the server says.</param>
public sealed record DownloadProgress(long Bytes, long? Total);
