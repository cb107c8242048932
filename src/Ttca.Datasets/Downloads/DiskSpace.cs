namespace Ttca.Datasets;

/// <summary>What the operating systems say when a disk is full.</summary>
internal static class DiskSpace
{
    private const int UnixNoSpace = 28;                                 // ENOSPC
    private const int LinuxQuotaExceeded = 122;                         // EDQUOT
    private const int WindowsDiskFull = unchecked((int)0x80070070);     // ERROR_DISK_FULL

    public static bool IsExhausted(Exception exception) => exception.HResult is UnixNoSpace or LinuxQuotaExceeded or WindowsDiskFull;

    /// <summary>The same error, before a byte is written.</summary>
    public static IOException Exhausted(string message) => new(message, WindowsDiskFull);
}
