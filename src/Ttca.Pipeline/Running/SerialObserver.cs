namespace Ttca.Pipeline;

/// <summary>
/// Keeps the calls of one observer from overlapping, and its failures from the run: watching is no part of the work. The first failure is
/// told to it as a warning.
/// </summary>
internal sealed class SerialObserver(IRunObserver observer) : IRunObserver
{
    private readonly Lock _gate = new();
    private bool _hasFailed;

    public void NodeStarted(Node node) => Call(() => observer.NodeStarted(node));

    public void NodeProgress(Node node, long done, long total, string detail) => Call(() =>
        observer.NodeProgress(node, done, total, detail));

    public void NodeLog(Node node, string line) => Call(() => observer.NodeLog(node, line));

    public void NodeFinished(NodeResult result) => Call(() => observer.NodeFinished(result));

    public void Warning(string message) => Call(() => observer.Warning(message));

    private void Call(Action action)
    {
        lock (_gate)
        {
            if (Try(action) is { } failure && !_hasFailed)
            {
                _hasFailed = true;
                _ = Try(() => observer.Warning($"the run can't be shown in full, and goes on: {failure.Message}"));
            }
        }
    }

    private static Exception? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
#pragma warning disable CA1031 // whatever it does wrong
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure;
        }
    }
}
