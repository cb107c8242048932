using System.Globalization;
using Ttca.Pipeline;

namespace Ttca.Build.Progress;

/// <summary>What is said beside a run. Where nobody can read it any more, such as on a closed terminal, the work goes on.</summary>
public sealed class Messages
{
    /// <summary>Shows them; null before there is a plan to show, when opening the store can have something to say.</summary>
    public RunMonitor? Monitor { get; set; }

    public void Warn(string message) => Tell(() =>
    {
        if (Monitor is null)
        {
            Console.Error.WriteLine($"warning: {message}");
        }
        else
        {
            Monitor.Warning(message);
        }
    });

    /// <summary>How far the hashing of a folder's files is.</summary>
    public void NoteHashing(string folder, int done, int total) =>
        Tell(
            () => Monitor?.Note(
                string.Create(CultureInfo.InvariantCulture, $"{folder}: {done:N0} of {total:N0} new or changed files are hashed")));

    private static void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (IOException)
        {
        }
    }
}
