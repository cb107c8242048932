using System.Runtime.InteropServices;

namespace Ttca.Build.Running;

/// <summary>Ctrl-C and SIGTERM while a run goes on: the first stops it in good order, a second ends the program at once.</summary>
public sealed class StopSignals : IDisposable
{
    /// <summary>The exit code of a program that was stopped so, as a shell reports it.</summary>
    public const int ExitCode = 130;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action<int> _exit;
    private int _received;

    /// <param name="exit">Ends the program with an exit code; its workers end with it, as their input does.</param>
    public StopSignals(Action<int> exit)
    {
        _exit = exit;
        Token = _stop.Token;
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true; // not the process: the run stops its workers, and says what is finished
                Receive();
            }));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token { get; }

    public void Receive()
    {
        if (Interlocked.Increment(ref _received) == 1)
        {
            _stop.Cancel();
        }
        else
        {
            _exit(ExitCode);
        }
    }

    /// <summary>From then on, a signal ends the program as usual.</summary>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }
}
