using System.Runtime.ExceptionServices;

namespace Ttca.Datasets;

/// <summary>Work on many images at once, whose result doesn't depend on who finishes first.</summary>
public static class OnAllCores
{
    /// <summary>Does <paramref name="work"/> for 0 to <paramref name="count"/> - 1.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <remarks>What goes wrong for one of them is thrown as it is, the first of several.</remarks>
    public static void For(int count, Action<int> work, CancellationToken cancellation = default)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, work);
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
    }
}
