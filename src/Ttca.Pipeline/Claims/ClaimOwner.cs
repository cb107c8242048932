using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Ttca.Pipeline;

/// <summary>A process that has claimed a node: its host, its id there, and when it started, because ids are used again.</summary>
internal sealed record ClaimOwner(string Host, int Process, long StartedSeconds)
{
    /// <summary>Clocks are set, and each process reckons start times for itself.</summary>
    private const long Tolerance = 10;

    private static readonly Lazy<ClaimOwner> Current = new(() =>
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new ClaimOwner(HostName(), process.Id, StartOf(process));
    });

    /// <summary>This process.</summary>
    public static ClaimOwner This => Current.Value;

    public bool IsOnThisHost => Host == This.Host;

    /// <summary>The owner that a text of <see cref="ToFileName"/> names; null for any other text.</summary>
    public static ClaimOwner? TryParse(string text)
    {
        var parts = text.Split('.');
        return parts.Length >= 3
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var started)
            ? new ClaimOwner(parts[0], process, started)
            : null;
    }

    public string ToFileName() => string.Create(CultureInfo.InvariantCulture, $"{Host}.{Process}.{StartedSeconds}");

    /// <summary>Whether that process has ended. Known of processes of this host only.</summary>
    public bool HasEnded()
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Process);
            return Math.Abs(StartOf(process) - StartedSeconds) > Tolerance || IsZombie(Process);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return true;    // there is no such process (any more)
        }
        catch (Win32Exception)
        {
            return false;   // there is one, but of somebody else
        }
    }

    public override string ToString() => $"process {Process} on {Host}";

    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeSeconds();

    private static string HostName() => new([.. Environment.MachineName.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(63)]);

    /// <summary>A process that was killed, and whose parent hasn't asked for its exit code: it has an id, and does nothing ever after.</summary>
    private static bool IsZombie(int process)
    {
        try
        {
            var status = OperatingSystem.IsLinux() ? File.ReadAllText($"/proc/{process}/stat") : "";
            return status.LastIndexOf(") ", StringComparison.Ordinal) is > 0 and var end && status[end + 2] is 'Z' or 'X';
        }
        catch (Exception error) when (StoreFiles.IsFileSystem(error))
        {
            return true;    // it has gone meanwhile
        }
    }
}
