using System.Runtime.InteropServices;

namespace Ttca.Build.Progress;

/// <summary>Shows the terminal's cursor again, which a live view hides, when the process is ended meanwhile. It changes nothing of how it ends.</summary>
internal sealed class CursorGuard : IDisposable
{
    private const string ShowCursor = "\e[?25h";

    private readonly List<PosixSignalRegistration> signals;

    public CursorGuard()
    {
        PosixSignal[] ends = OperatingSystem.IsWindows()
            ? [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]
            : [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGTSTP];
        signals = [.. ends.Select(signal => PosixSignalRegistration.Create(signal, _ => Show()))];
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        signals.ForEach(signal => signal.Dispose());
    }

    private static void Show() => Console.Out.Write(ShowCursor);

    private void OnExit(object? sender, EventArgs e) => Show();
}
