namespace Ttca.Pipeline;

/// <summary>Keeps the calls of one observer from overlapping.</summary>
internal sealed class SerialObserver(IRunObserver observer) : IRunObserver
{
    private readonly Lock gate = new();

    public void NodeStarted(Node node) => Call(() => observer.NodeStarted(node));

    public void NodeProgress(Node node, long done, long total, string detail) => Call(() => observer.NodeProgress(node, done, total, detail));

    public void NodeLog(Node node, string line) => Call(() => observer.NodeLog(node, line));

    public void NodeFinished(NodeResult result) => Call(() => observer.NodeFinished(result));

    public void Warning(string message) => Call(() => observer.Warning(message));

    private void Call(Action action)
    {
        lock (gate)
        {
            action();
        }
    }
}
