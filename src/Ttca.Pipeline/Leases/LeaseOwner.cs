using System.Globalization;
using System.Runtime.InteropServices;

namespace Ttca.Pipeline;

/// <summary>A process that holds a lease.</summary>
/// <param name="Host">Its host's name, for people: containers have random ones, and two hosts may have the same.</param>
/// <param name="System">
/// Which kernel, since which boot, and which of its process namespaces: within one, process ids mean the same. <see cref="UnknownSystem"/>
/// where that can't be known.
/// </param>
/// <param name="Process">Its id there.</param>
/// <param name="Started">When it started, because ids are used again: ticks since that boot.</param>
internal sealed partial record LeaseOwner(string Host, string System, int Process, long Started)
{
    public const string UnknownSystem = "unknown";
    private const int NoSuchProcess = 3;    // ESRCH

    private static readonly Lazy<LeaseOwner> Current = new(Read);

    /// <summary>Whether /proc tells of the processes that have ids here: in a new namespace it may still be the outer one's.</summary>
    private static readonly Lazy<bool> HasOwnProc = new(() => LinuxProcess.TryRead("self")?.Id == Environment.ProcessId);

    /// <summary>This process.</summary>
    public static LeaseOwner This => Current.Value;

    /// <summary>The owner that a text which begins as <see cref="ToFileName"/> names; null for any other text.</summary>
    public static LeaseOwner? TryParse(string text)
    {
        var parts = text.Split('.');
        return parts.Length >= 4
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process > 0
            && long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var started)
            ? new LeaseOwner(parts[0], parts[1], process, started)
            : null;
    }

    public string ToFileName() => string.Create(CultureInfo.InvariantCulture, $"{Host}.{System}.{Process}.{Started}");

    /// <summary>
    /// Whether that process is there, as far as the kernel can be asked: it knows at once, also of one that is stopped or suspended.
    /// </summary>
    /// <returns>Null where it can't be told from here.</returns>
    public bool? IsRunning()
    {
        if (this == This)
        {
            return true;
        }

        if (System != This.System || System == UnknownSystem)
        {
            return null;
        }

        // Another user's process answers too ("not permitted"), also where /proc hides it.
        if (Kill(Process, 0) != 0 && Marshal.GetLastPInvokeError() == NoSuchProcess)
        {
            return false;
        }

        return HasOwnProc.Value && LinuxProcess.TryRead(ToText(Process)) is { } found ? found.Started == Started && !found.HasEnded : null;
    }

    public override string ToString() => $"process {Process} on {Host}";

    private static LeaseOwner Read()
    {
        var host = new string([.. Environment.MachineName.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(63)]);
        return LinuxProcess.TryRead("self") is { } process && SystemId() is { } system
            ? new LeaseOwner(host, system, Environment.ProcessId, process.Started)
            // unique enough: it is only compared with itself
            : new LeaseOwner(host, UnknownSystem, Environment.ProcessId, Environment.TickCount64);
    }

    private static string? SystemId()
    {
        try
        {
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            return new FileInfo("/proc/self/ns/pid").LinkTarget is { } space ? Hashing.Hash($"{boot} {space}")[..16] : null;
        }
        catch (Exception error) when (StoreFiles.IsFileSystem(error))
        {
            return null;
        }
    }

    private static string ToText(int process) => process.ToString(CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
