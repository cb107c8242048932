using System.Formats.Tar;
using System.IO.Compression;

namespace Ttca.Datasets;

/// <summary>Reads the files of a .tar.gz one after the other, without unpacking anything to disk.</summary>
internal static class TarArchive
{
    // Official CIFAR archives unpack to 185 MB.
    private const long MaxBytes = 1L << 30;

    /// <summary>Calls <paramref name="read"/> with name (path within the archive), length and content of each regular file.</summary>
    /// <param name="archive">Its path; where its content is given, what messages call it.</param>
    /// <param name="content">Its content, where it is open already.</param>
    /// <param name="read">Called for one file after the other.</param>
    /// <remarks>
    /// Names that lead out of a folder and links are refused although nothing is written: an archive that has them is not what it should
    /// be. The archive is read to its end, so that its checksum is verified.
    /// </remarks>
    /// <exception cref="DatasetException">Not readable, cut short, damaged, too large, or with refused entries.</exception>
    public static void ForEachFile(string archive, Stream? content, Action<string, long, Stream> read)
    {
        try
        {
#pragma warning disable RS0030 // a stage gives the content, hashed as it is read
            using var file = content is null ? File.OpenRead(archive) : null;
#pragma warning restore RS0030
            ForEachFile(new RememberingStream(content ?? file!), archive, read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{archive}: can't be read: {exception.Message}", exception);
        }
    }

    private static void ForEachFile(RememberingStream content, string archive, Action<string, long, Stream> read)
    {
        try
        {
            using var unpacked = new LimitedStream(new GZipStream(content, CompressionMode.Decompress), MaxBytes);
            using var tar = new TarReader(unpacked);
            var entries = 0;
            for (; tar.GetNextEntry() is { } entry; entries++)
            {
                if (IsFile(archive, entry))
                {
                    read(entry.Name, entry.Length, entry.DataStream ?? Stream.Null);
                }
            }

            unpacked.CopyTo(Stream.Null);
            if (entries == 0)
            {
                throw new InvalidDataException("it holds no files");
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            content.CopyTo(Stream.Null);
            throw new DatasetException(
                FileKind.Of(content.Start) is { } kind and not FileKind.Gzip
                    ? $"{archive}: is {kind} ({content.Position} bytes), expected a .tar.gz archive. Download that."
                    : $"{archive}: not a complete .tar.gz archive ({content.Position} bytes): {exception.Message.TrimEnd('.')}. "
                        + $"Download it again.",
                exception);
        }
    }

    private static bool IsFile(string archive, TarEntry entry)
    {
        if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
        {
            return false;
        }

        var parts = entry.Name.Split('/', '\\');
        if (parts[0].Length == 0 || parts[0].Contains(':') || parts.Contains(".."))
        {
            throw new DatasetException(
                $"{archive}: entry '{entry.Name}' lies outside the archive's folder. Don't use this archive; download it from its "
                    + $"official source.");
        }

        return entry.EntryType switch
        {
            TarEntryType.RegularFile or TarEntryType.V7RegularFile => true,
            TarEntryType.Directory => false,
            _ => throw new DatasetException(
                $"{archive}: entry '{entry.Name}' is a {entry.EntryType}; only files and folders are accepted. Don't use this "
                    + $"archive; download it from its official source."),
        };
    }
}
