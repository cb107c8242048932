using System.Text;

namespace Ttca.Stages;

/// <summary>Files for the folder of results.</summary>
/// <param name="Files">Content by path within that folder, such as <c>figures/epsilon.pdf</c>.</param>
public sealed record RenderedFiles(IReadOnlyDictionary<string, byte[]> Files)
{
    public RenderedFiles(IEnumerable<(string Path, byte[] Content)> files)
        : this(files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal))
    {
    }

    /// <summary>UTF-8 without a byte order mark.</summary>
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
