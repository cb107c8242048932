using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ttca.Pipeline;

/// <summary>Files of a store, each written whole or not at all: under a temporary name, flushed to disk, renamed.</summary>
/// <param name="temporary">Folder for temporary names, on the same file system.</param>
/// <param name="prepare">Called before something is written: makes the folders.</param>
internal sealed class StoreFiles(string temporary, Action prepare)
{
    public const string IsLink = "it is a link";
    public const string IsFolder = "it is a folder";

    /// <summary>Bytes that a record may have: ten times what the largest plan, or a folder of 100,000 files, writes.</summary>
    private const int LargestRecord = 256 << 20;

    /// <summary>A path for a new file.</summary>
    /// <exception cref="StoreException">There is no folder for it, and none can be made.</exception>
    public string TemporaryPath()
    {
        prepare();
        return Path.Combine(temporary, Path.GetRandomFileName());
    }

    /// <exception cref="StoreException">It can't be written.</exception>
    public void WriteSealed<T>(string target, T value, JsonTypeInfo<T> type) => Write(target, SealedJson.Write(value, type));

    /// <exception cref="StoreException">It can't be written.</exception>
    public void Write(string target, byte[] bytes)
    {
        if (bytes.Length > LargestRecord)
        {
            throw new StoreException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the store can't write {target}: {bytes.Length} bytes are more than the {LargestRecord} that a record may have"));
        }

        var path = TemporaryPath();
        try
        {
            Guard("can't write", target, () =>
            {
                using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
                {
                    file.Write(bytes);
                    file.Flush(flushToDisk: true);
                }

                File.Move(path, target, overwrite: true);
            });
        }
        catch
        {
            TryDelete(path);
            throw;
        }
    }

    /// <summary>The content; null where there is no such file.</summary>
    /// <exception cref="JsonException">It is damaged.</exception>
    /// <exception cref="StrangeFileException">It is something else than a file.</exception>
    /// <exception cref="StoreException">It is there, but can't be read.</exception>
    public static T? TryReadSealed<T>(string path, JsonTypeInfo<T> type)
        where T : class => TryReadBytes(path) is { } bytes ? SealedJson.Read(bytes, type) : null;

    /// <summary>The bytes; null where there is no such file.</summary>
    /// <exception cref="JsonException">They are too many.</exception>
    /// <exception cref="StoreException">It is there, but can't be read.</exception>
    public static byte[]? TryReadBytes(string path)
    {
        using var file = TryOpen(path, bufferSize: 0);
        if (file is null)
        {
            return null;
        }

        return file.Length <= LargestRecord
            ? Guard("can't read", path, () => ReadAll(file))
            : throw new JsonException(
                string.Create(
                    CultureInfo.InvariantCulture, $"it has {file.Length} bytes, more than the {LargestRecord} that a record may have"));
    }

    /// <summary>
    /// Opens a file of the store for reading; null where there is none: it was never there, or another process dropped it just now. An
    /// empty one isn't really opened, as a pipe looks like one and would hold its reader up for ever.
    /// </summary>
    /// <exception cref="StrangeFileException">It is a folder or a link.</exception>
    /// <exception cref="StoreException">It is there, but can't be read.</exception>
    public static Stream? TryOpen(string path, int bufferSize)
    {
        try
        {
            var info = new FileInfo(path);
            return WhatIs(info) is { } other ? throw new StrangeFileException(path, other)
                : !info.Exists ? null
                : info.Length == 0 ? new MemoryStream([], writable: false)
                : new FileStream(
                    path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (IsFileSystem(error))
        {
            throw StoreException.From("can't read", path, error);
        }
    }

    /// <summary>
    /// What is in a file's place: a folder, or a link, which could lead out of the store. Null where it is a file, or nothing.
    /// </summary>
    public static string? WhatIs(FileSystemInfo info) =>
        (int)info.Attributes == -1 ? null
        : info.Attributes.HasFlag(FileAttributes.ReparsePoint) ? IsLink
        : info.Attributes.HasFlag(FileAttributes.Directory) ? IsFolder
        : null;

    public static void Guard(string what, string path, Action action) => Guard(what, path, () =>
    {
        action();
        return true;
    });

    /// <exception cref="StoreException">The file system refuses.</exception>
    public static T Guard<T>(string what, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (IsFileSystem(error))
        {
            throw StoreException.From(what, path, error);
        }
    }

    /// <summary>What is left over is removed by a later <see cref="ArtifactStore.Open"/>, or found bad again.</summary>
    public static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception error) when (IsFileSystem(error))
        {
            return false;
        }
    }

    /// <summary>What is in a folder of the store; nothing where nobody has written anything yet.</summary>
    public static IEnumerable<FileSystemInfo> EntriesIn(string folder) =>
        Path.Exists(folder) ? new DirectoryInfo(folder).EnumerateFileSystemInfos() : [];

    public static bool IsFileSystem(Exception error) => error is IOException or UnauthorizedAccessException;

    private static byte[] ReadAll(Stream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
