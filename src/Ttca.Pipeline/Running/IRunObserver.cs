namespace Ttca.Pipeline;

/// <summary>Watches a run. Calls come from any thread, but never two at once.</summary>
public interface IRunObserver
{
    /// <summary>It wasn't up to date and begins to run.</summary>
    void NodeStarted(Node node);

    /// <inheritdoc cref="IStageProgress.Report"/>
    void NodeProgress(Node node, long done, long total, string detail);

    /// <summary>A line that a stage logged or its process wrote.</summary>
    void NodeLog(Node node, string line);

    /// <summary>
    /// It is done, whether or not it ran. Comes again for a node whose stored result turned out damaged and was made anew.
    /// </summary>
    void NodeFinished(NodeResult result);

    /// <summary>Something was found that doesn't stop the run, such as a damaged record.</summary>
    void Warning(string message);
}
