using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ttca.Pipeline;

/// <summary>
/// What changes with a file's content, without reading it. Size and time of last change alone don't: archives, <c>rsync -t</c> and <c>cp
/// -p</c>
/// set the time to what they like. The time of change of the inode is the system's own, and nobody can set it.
/// </summary>
/// <remarks>
/// Linux has it (statx). Elsewhere, and on file systems that make it up, there is no stamp: files are hashed whenever somebody asks.
/// </remarks>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Time of last change of the content (mtime), ns since 1970.</param>
/// <param name="Changed">Time of last change of the inode (ctime), ns since 1970.</param>
/// <param name="Inode">Number of the inode.</param>
internal readonly partial record struct FileStamp(long Size, long Modified, long Changed, ulong Inode)
{
    /// <summary>A file that was changed within this time may change again within the same tick of its clock.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private const int ThisFolder = -100;            // AT_FDCWD
    private const int OfTheDescriptor = 0x1000;     // AT_EMPTY_PATH
    private const uint Wanted = 0x3C0;              // STATX_MTIME, CTIME, INO, SIZE

    /// <summary>Whether each later change gives another stamp: not so right after a change. One in the future is as uncertain.</summary>
    public bool IsSettled(DateTimeOffset now) => now.ToUnixTimeMilliseconds() - (Changed / 1_000_000) > Settling.TotalMilliseconds;

    /// <summary>Of the file that a path leads to, links followed; null where it can't be told.</summary>
    public static FileStamp? TryOf(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() && Stat(ThisFolder, path, 0, Wanted, out var status) == 0 ? From(status) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;    // a C library without it
        }
    }

    /// <summary>Of an open file, whatever its path leads to by now.</summary>
    public static FileStamp? TryOf(SafeFileHandle file)
    {
        try
        {
            return OperatingSystem.IsLinux() && Stat(file, "", OfTheDescriptor, Wanted, out var status) == 0 ? From(status) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the file system of a folder keeps the time of change of inodes itself. FUSE asks a program (sshfs answers with the time of
    /// last change of the content), 9p another machine, and FAT has none.
    /// </summary>
    public static bool AreKeptIn(string folder)
    {
        try
        {
            return OperatingSystem.IsLinux() && Environment.Is64BitProcess && StatFileSystem(folder, out var status) == 0
                && status.Type is not (0x65735546 or 0x01021997 or 0x4D44 or 0x2011BAB0);   // FUSE, 9p, FAT, exFAT
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static FileStamp? From(in Status status) => (status.Mask & Wanted) == Wanted
        ? new FileStamp((long)status.Size, status.Modified.Nanoseconds, status.Changed.Nanoseconds, status.Inode)
        : null;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int folder, string path, int flags, uint mask, out Status status);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(SafeFileHandle file, string path, int flags, uint mask, out Status status);

    [LibraryImport("libc", EntryPoint = "statfs", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatFileSystem(string path, out FileSystemStatus status);

    /// <summary><c>struct statx</c>, the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Status
    {
        [FieldOffset(0)] public readonly uint Mask;
        [FieldOffset(32)] public readonly ulong Inode;
        [FieldOffset(40)] public readonly ulong Size;
        [FieldOffset(96)] public readonly Time Changed;
        [FieldOffset(112)] public readonly Time Modified;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private readonly struct Time
    {
        private readonly long _seconds;
        private readonly uint _nanoseconds;

        public long Nanoseconds => (_seconds * 1_000_000_000) + _nanoseconds;
    }

    /// <summary>The start of <c>struct statfs</c> on 64-bit systems.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct FileSystemStatus
    {
        [FieldOffset(0)] public readonly long Type;
    }
}
