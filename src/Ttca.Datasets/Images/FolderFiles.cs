namespace Ttca.Datasets.Images;

/// <summary>What there is in a folder of images, without what systems and archivers leave there.</summary>
internal static class FolderFiles
{
    private static readonly string[] LeftThere = ["Thumbs.db", "desktop.ini", "@eaDir", "__MACOSX"];

    /// <summary>
    /// Whether it is somebody's: no hidden file or folder (<c>._cat.jpg</c> among them), and nothing that a system leaves.
    /// </summary>
    public static bool IsSeen(FileSystemInfo entry) =>
        entry.Name[0] != '.' && !LeftThere.Contains(entry.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the files in a folder, links to files among them.</summary>
    /// <exception cref="DatasetException">A link leads nowhere.</exception>
    public static IEnumerable<string> Of(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(IsSeen).Select(Followed).Select(file => file.Name);

    /// <summary>
    /// The same file or folder; where it is a link, one that leads somewhere. What is behind it is judged by its content, as a file is.
    /// </summary>
    /// <exception cref="DatasetException">It leads nowhere, to itself, or to a folder that it is in.</exception>
    public static T Followed<T>(T entry)
        where T : FileSystemInfo
    {
        if (entry.LinkTarget is null)
        {
            return entry;
        }

        FileSystemInfo? target;
        try
        {
            target = entry.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException error)
        {
            throw new DatasetException(
                $"{entry.FullName} is a link that can't be followed: {error.Message} Put the {Kind(entry)} itself there.", error);
        }

        if (target is not { Exists: true })
        {
            throw new DatasetException(
                $"{entry.FullName} is a link to {entry.LinkTarget}, where there is no {Kind(entry)}. Put the {Kind(entry)} itself "
                    + $"there, or remove the link.");
        }

        return target is DirectoryInfo && IsWithin(entry.FullName, target.FullName)
            ? throw new DatasetException(
                $"{entry.FullName} is a link to {entry.LinkTarget}, a folder that the link itself is in. Remove it.")
            : entry;
    }

    /// <summary>Counts the files that lie beside images and that nothing here decodes, by the ends of their names.</summary>
    /// <param name="files">Paths with <c>/</c>.</param>
    /// <param name="train">Folder of the training images.</param>
    /// <param name="test">Folder of the test images.</param>
    public static IReadOnlyList<DatasetNote> NotRead(IReadOnlyList<string> files, string train, string test) =>
    [
        .. from split in new[] { (Name: "train", Folder: $"{train}/"), (Name: "test", Folder: $"{test}/") }
           from ending in files.Where(file => file.StartsWith(split.Folder, StringComparison.Ordinal) && !ImageDecoder.Reads(file))
               .CountBy(file => Path.GetExtension(file).ToLowerInvariant()).OrderBy(ending => ending.Key, StringComparer.Ordinal)
           select new DatasetNote(split.Name, DatasetNote.NotRead, ending.Key.Length == 0 ? "no extension" : ending.Key, ending.Value),
    ];

    private static string Kind(FileSystemInfo entry) => entry is DirectoryInfo ? "folder" : "file";

    private static bool IsWithin(
        string path,
        string folder) =>
            path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
