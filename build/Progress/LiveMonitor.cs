using System.Globalization;
using System.Runtime.InteropServices;
using Spectre.Console;
using Spectre.Console.Rendering;
using Ttca.Pipeline;

namespace Ttca.Build.Progress;

/// <summary>A view that is drawn over and over: what each stage has done of its nodes, and what runs now.</summary>
public sealed class LiveMonitor(IAnsiConsole console, Plan plan, TimeEstimate estimate) : RunMonitor(estimate)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private bool _isBroken;
    private readonly IReadOnlyList<IGrouping<string, Node>> _stages = [.. plan.Nodes.GroupBy(node => node.StageName)];

    public override T Show<T>(Task<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (!task.IsCompleted && !_isBroken)
        {
            try
            {
                Draw(task);
            }
#pragma warning disable CA1031 // whatever is wrong with the terminal, the run goes on
            catch (Exception error)
#pragma warning restore CA1031
            {
                _isBroken = true;
                Console.Error.WriteLine($"  warning: the run can't be shown, and goes on: {error.Message}");
            }
        }

        return task.GetAwaiter().GetResult();
    }

    private void Draw(Task task)
    {
        using var cursor = new CursorGuard();
        console.Live(View()).AutoClear(true).Start(live =>
        {
            while (Task.WaitAny([task], Pace) < 0)
            {
                live.UpdateTarget(View());
            }
        });
    }

    public override void NodeLog(Node node, string line) => console.MarkupLineInterpolated($"  [dim]{node}: {line}[/]");

    public override void Note(string message) => console.MarkupLineInterpolated($"  [dim]{message}[/]");

    public override void Warning(string message) => console.MarkupLineInterpolated($"  [yellow]warning: {message}[/]");

    protected override void OnFinished(NodeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Outcome == NodeOutcome.Failed)
        {
            console.MarkupLineInterpolated($"  [red]{result.Node} failed: {result.Failure!.Message}[/]");
        }
    }

    private Rows View()
    {
        var running = Running;
        string total = $"{Finished.Count} of {plan.Nodes.Count} nodes{(TimeLeft is { } left ? $", {left}" : "")}";
        return new Rows([StageTable(), .. running.Select(Line), new Text(total)]);
    }

    private Table StageTable()
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("stage", "bar", "count");
        foreach (var stage in _stages)
        {
            int done = stage.Count(Finished.ContainsKey);
            int count = stage.Count();
            bool failed = stage.Any(node => Finished.TryGetValue(node, out var result) && !result.IsUpToDate);
            string colour = failed ? "red" : done == count ? "green" : "blue";
            int filled = 20 * done / count;
            table.AddRow(
                new Text(stage.Key),
                new Markup($"[{colour}]{new string('━', filled)}[/][dim]{new string('·', 20 - filled)}[/]"),
                new Text($"{done}/{count}"));
        }

        return table;
    }

    private static IRenderable Line(RunningNode state) => new Markup(
        string.Create(
            CultureInfo.InvariantCulture,
            $"[blue]>[/] {Markup.Escape(state.Node.ToString()!)} {state.Share:P0} {Markup.Escape(state.Detail)} "
                + $"[dim]{state.Elapsed:m\\:ss}[/]"));
}

/// <summary>
/// Shows the terminal's cursor again, which a live view hides, when the process is ended meanwhile. It changes nothing of how it ends.
/// </summary>
internal sealed class CursorGuard : IDisposable
{
    private const string ShowCursor = "\e[?25h";

    private readonly List<PosixSignalRegistration> _signals;

    public CursorGuard()
    {
        PosixSignal[] ends = OperatingSystem.IsWindows()
            ? [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]
            : [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGTSTP];
        _signals = [.. ends.Select(signal => PosixSignalRegistration.Create(signal, _ => Show()))];
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        _signals.ForEach(signal => signal.Dispose());
    }

    private static void Show() => Console.Out.Write(ShowCursor);

    private void OnExit(object? sender, EventArgs e) => Show();
}
