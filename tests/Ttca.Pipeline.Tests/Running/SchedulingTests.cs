using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Running;

public sealed class SchedulingTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task Slots_admit_the_most_urgent_first_and_equals_in_their_order()
    {
        var queue = new SlotQueue(1);
        var holder = await Enter(queue, urgency: 1);
        var order = new List<string>();
        var waiting = new[] { ("low", 1, 0), ("second", 5, 2), ("first", 5, 1) }
            .Select(async entry =>
            {
                using var slot = await queue.EnterAsync(entry.Item2, entry.Item3, TestContext.Current.CancellationToken);
                order.Add(entry.Item1);
            })
            .ToList();

        holder.Dispose();
        await Task.WhenAll(waiting);

        order.ShouldBe(["first", "second", "low"]);
    }

    [Fact]
    public async Task Slots_admit_as_many_as_there_are()
    {
        var queue = new SlotQueue(2);
        var first = await Enter(queue, urgency: 1);
        using var second = await Enter(queue, urgency: 1);
        var third = Enter(queue, urgency: 9);

        third.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task Slots_pass_over_one_that_gave_up()
    {
        using var impatient = new CancellationTokenSource();
        var queue = new SlotQueue(1);
        var holder = await Enter(queue, urgency: 1);
        var cancelled = queue.EnterAsync(9, 0, impatient.Token);
        var patient = queue.EnterAsync(1, 0, TestContext.Current.CancellationToken);

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(cancelled);
        holder.Dispose();

        (await patient).Dispose();
    }

    [Fact]
    public async Task Chain_of_ten_thousand_nodes_runs_through()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        Node<Number> last = builder.Add(new Source(new SourceParameters()));
        for (var i = 1; i < 10_000; i++)
        {
            last = builder.Add(new Add(i) { To = last });
        }

        var result = await _toy.Start(builder, new InstantExecutor(), CancellationToken.None).Completion;

        result.Count(NodeOutcome.Executed).ShouldBe(10_000);
    }

    private static Task<IDisposable> Enter(SlotQueue queue, int urgency) =>
        queue.EnterAsync(urgency, 0, TestContext.Current.CancellationToken);

    /// <summary>Says at once that the job is done, with nothing made.</summary>
    private sealed class InstantExecutor : IExecutor
    {
        public Task<JobResult> ExecuteAsync(NodeJob job, IStageProgress progress, CancellationToken cancellationToken) =>
            Task.FromResult(new JobResult(new ActionRecord
            {
                Key = job.Key,
                Node = job.Node,
                Label = job.Label,
                Material = job.Material,
                Outputs = [],
                Seed = 0,
                Device = job.Device,
                Threads = job.Threads,
                Versions = job.Versions,
                Started = DateTimeOffset.UnixEpoch,
                Seconds = 0,
                Log = [],
            }));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
