using Spectre.Console;
using Ttca.Pipeline;

namespace Ttca.Build.Progress;

/// <summary>How a run is shown on the console: live on a terminal, as plain lines otherwise.</summary>
public static class ConsoleMonitor
{
    public static RunMonitor Of(ArtifactStore store, Plan plan, string device, int jobs)
    {
        var estimate = new TimeEstimate(store, plan, device, jobs);
        return IsLive(AnsiConsole.Console)
            ? new LiveMonitor(AnsiConsole.Console, plan, estimate)
            : new PlainMonitor(Console.Out, plan, estimate);
    }

    /// <summary>
    /// Whether a console is a terminal on which a view can be drawn over; one without cursor movements (<c>TERM=dumb</c>) is not.
    /// </summary>
    public static bool IsLive(IAnsiConsole console)
    {
        ArgumentNullException.ThrowIfNull(console);
        return console.Profile.Capabilities is { Interactive: true, Ansi: true } && console.Profile.Out.IsTerminal;
    }
}
