namespace Ttca.Pipeline;

/// <summary>The files of all artifacts, by content: <c>&lt;aa&gt;/&lt;sha256&gt;</c>. Whatever else lies there is passed over.</summary>
/// <param name="directory">Full path.</param>
/// <param name="time">Dates what is used anew.</param>
internal sealed class BlobFolder(string directory, TimeProvider time)
{
    private const int Prefix = 2;
    private const int BufferSize = 1 << 16;

    /// <summary>Where the file with this hash lies.</summary>
    /// <exception cref="ArgumentException">It is no hash.</exception>
    public string PathOf(string hash) => Path.Combine(directory, Checked.Digest(hash)[..Prefix], hash);

    /// <summary>Opens the file with this hash, whatever its content; null where there is none.</summary>
    /// <exception cref="StoreException">It is there, but can't be read.</exception>
    public Stream? TryOpen(string hash) => StoreFiles.TryOpen(PathOf(hash), BufferSize);

    /// <summary>What is wrong with the file with this hash; null where it has the bytes that its name promises.</summary>
    /// <exception cref="StoreException">It is there, but can't be read.</exception>
    public string? DamageOf(string hash)
    {
        try
        {
            using var stream = TryOpen(hash);
            return DamageOf(hash, stream);
        }
        catch (StrangeFileException error)
        {
            return error.Finding;
        }
    }

    /// <summary>The same for one that is open; it is left at its end.</summary>
    public string? DamageOf(string hash, Stream? stream) =>
        stream is null ? "it is missing"
        : StoreFiles.Guard("can't read", PathOf(hash), () => Hashing.Hash(stream)) is var actual && actual != hash
            ? $"its SHA-256 is {actual}"
        : null;

    /// <summary>
    /// Moves a new file to where its hash says. An intact one that is there stays: on NFS a reader would lose a file that is replaced under
    /// it.
    /// </summary>
    public void File(string temporary, string hash)
    {
        var target = PathOf(hash);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (DamageOf(hash) is null)
        {
            TryTouch(target);
            System.IO.File.Delete(temporary);
        }
        else
        {
            System.IO.File.Move(temporary, target, overwrite: true);
        }
    }

    /// <summary>It is in use anew: a collection that takes the host of this worker for dead must not take it for old.</summary>
    private void TryTouch(string blob)
    {
        try
        {
            System.IO.File.SetLastWriteTimeUtc(blob, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception error) when (StoreFiles.IsFileSystem(error))
        {
            // Another user's.
        }
    }

    /// <summary>Everything in it: its files, and what is none of them.</summary>
    /// <exception cref="StoreException">A folder can't be read.</exception>
    public (IReadOnlyList<FileInfo> Files, IReadOnlyList<FileSystemInfo> Strange) ReadAll() =>
        StoreFiles.Guard("can't read", directory, () =>
    {
        var files = new List<FileInfo>();
        var strange = new List<FileSystemInfo>();
        foreach (var entry in StoreFiles.EntriesIn(directory).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry is DirectoryInfo { Name.Length: Prefix } folder && !folder.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                foreach (var inner in folder.EnumerateFileSystemInfos().OrderBy(inner => inner.Name, StringComparer.Ordinal))
                {
                    if (inner is FileInfo file
                        && StoreFiles.WhatIs(file) is null
                        && Checked.IsDigest(file.Name)
                        && file.Name.StartsWith(folder.Name, StringComparison.Ordinal))
                    {
                        files.Add(file);
                    }
                    else
                    {
                        strange.Add(inner);
                    }
                }
            }
            else
            {
                strange.Add(entry);
            }
        }

        return (files, strange);
    });
}
