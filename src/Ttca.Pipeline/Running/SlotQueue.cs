namespace Ttca.Pipeline;

/// <summary>Lets in as many nodes at once as there are slots, the most urgent of those that wait first.</summary>
/// <param name="slots">Number of slots.</param>
internal sealed class SlotQueue(int slots)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Waiter, (int, int)> _waiting = new();
    private int _free = slots;

    /// <summary>Waits for room.</summary>
    /// <param name="urgency">Larger goes first.</param>
    /// <param name="position">Among equally urgent ones, smaller goes first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Gives the slot back when it is disposed.</returns>
    public async Task<IDisposable> EnterAsync(int urgency, int position, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(this);
        lock (_gate)
        {
            _waiting.Enqueue(waiter, (-urgency, position));
        }

        using var registration = cancellationToken.Register(() => waiter.Entered.TrySetCanceled(cancellationToken));
        Admit();
        return await waiter.Entered.Task.ConfigureAwait(false);
    }

    private void Admit()
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out var next, out _) && (next.Entered.Task.IsCompleted || _free > 0))
            {
                _waiting.Dequeue();
                if (next.Entered.TrySetResult(next))
                {
                    _free--;
                }
            }
        }
    }

    private sealed class Waiter(SlotQueue queue) : IDisposable
    {
        public TaskCompletionSource<IDisposable> Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            lock (queue._gate)
            {
                queue._free++;
            }

            queue.Admit();
        }
    }
}
