using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>What is remembered of the files of one folder: those whose stamp shows when they change.</summary>
/// <param name="folder">Full path: for people.</param>
/// <param name="files">The files as they were when they were hashed.</param>
/// <param name="stamps">Theirs, in the same order.</param>
internal sealed class FolderMemory(string folder, FileListing files, FileStamp[] stamps)
{
    public static FolderMemory Empty { get; } = new("", new FileListing([]), []);

    public FileListing Files => files;

    public IReadOnlyList<FileStamp> Stamps => stamps;

    public static FolderMemory Of(string folder, IEnumerable<(ListedFile File, FileStamp Stamp)> known)
    {
        var all = known.OrderBy(one => one.File.Name, StringComparer.Ordinal).ToList();
        return new FolderMemory(folder, new FileListing(all.Select(one => one.File)), [.. all.Select(one => one.Stamp)]);
    }

    /// <exception cref="JsonException">It isn't what <see cref="Written"/> was.</exception>
    public static FolderMemory From(WrittenFolderMemory written) =>
        FileListing.Read(written.Listing) is { } files && written.Stamps.Length == files.Files.Count * Marshal.SizeOf<FileStamp>()
            ? new FolderMemory(written.Folder, files, MemoryMarshal.Cast<byte, FileStamp>(written.Stamps).ToArray())
            : throw new JsonException("it isn't a list of files with their stamps");

    public WrittenFolderMemory Written() => new(folder, files.Text, MemoryMarshal.AsBytes<FileStamp>(stamps).ToArray());
}

/// <summary>
/// The content of <c>folders/&lt;hash of a folder's path&gt;.json</c>: a folder may hold a hundred thousand files, so few values that are
/// read at once.
/// </summary>
/// <param name="Folder">Full path.</param>
/// <param name="Listing">Lines of <c>sha256sum</c>.</param>
/// <param name="Stamps">For each line, in little-endian order: size, mtime, ctime (ns since 1970) and inode.</param>
internal sealed record WrittenFolderMemory(string Folder, byte[] Listing, byte[] Stamps);
