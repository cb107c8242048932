using System.Globalization;

namespace Ttca.Pipeline;

/// <summary>What /proc says of a process.</summary>
/// <param name="Id">Its id in the namespace that /proc is of.</param>
/// <param name="Started">Ticks since boot.</param>
/// <param name="HasEnded">Whether it only waits for its parent to ask for its exit code: it has an id, and does nothing ever after.</param>
internal sealed record LinuxProcess(int Id, long Started, bool HasEnded)
{
    /// <summary>Reads <c>/proc/NAME/stat</c>.</summary>
    /// <param name="name">An id, or <c>self</c>.</param>
    /// <returns>Null where there is none, /proc hides it, or there is no /proc.</returns>
    public static LinuxProcess? TryRead(string name)
    {
        try
        {
            // ID (NAME) STATE PARENT ...; a name may hold anything.
            var stat = OperatingSystem.IsLinux() ? File.ReadAllText($"/proc/{name}/stat") : "";
            int open = stat.IndexOf(" (", StringComparison.Ordinal), close = stat.LastIndexOf(") ", StringComparison.Ordinal);
            var fields = close < 0 ? [] : stat[(close + 2)..].Split(' ');
            return fields.Length > 19
                && int.TryParse(stat[..open], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && long.TryParse(fields[19], NumberStyles.None, CultureInfo.InvariantCulture, out var started)
                ? new LinuxProcess(id, started, fields[0] is "Z" or "X")
                : null;
        }
        catch (Exception error) when (StoreFiles.IsFileSystem(error))
        {
            return null;
        }
    }
}
