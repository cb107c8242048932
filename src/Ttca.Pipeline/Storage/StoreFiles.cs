using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ttca.Pipeline;

/// <summary>Files of a store, each written whole or not at all: under a temporary name, flushed to disk, renamed.</summary>
/// <param name="temporary">Folder for temporary names, on the same file system.</param>
internal sealed class StoreFiles(string temporary)
{
    public string TemporaryPath() => Path.Combine(temporary, Path.GetRandomFileName());

    /// <exception cref="StoreException">It can't be written.</exception>
    public void WriteSealed<T>(string target, T value, JsonTypeInfo<T> type) => Write(target, SealedJson.Write(value, type));

    /// <exception cref="StoreException">It can't be written.</exception>
    public void Write(string target, byte[] bytes)
    {
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
    /// <exception cref="StoreException">It is there, but can't be read.</exception>
    public static T? TryReadSealed<T>(string path, JsonTypeInfo<T> type)
        where T : class => TryReadBytes(path) is { } bytes ? SealedJson.Read(bytes, type) : null;

    /// <summary>The bytes; null where there is no such file.</summary>
    /// <exception cref="StoreException">It is there, but can't be read.</exception>
    public static byte[]? TryReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;    // never there, or another process dropped it just now
        }
        catch (Exception error) when (IsFileSystem(error))
        {
            throw StoreException.From("can't read", path, error);
        }
    }

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

    public static bool IsFileSystem(Exception error) => error is IOException or UnauthorizedAccessException;
}
