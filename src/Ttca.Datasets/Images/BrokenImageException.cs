namespace Ttca.Datasets.Images;

/// <summary>A file that can't be used as an image; the message is the reason, to follow the file's name.</summary>
internal sealed class BrokenImageException(string reason) : Exception(reason);
