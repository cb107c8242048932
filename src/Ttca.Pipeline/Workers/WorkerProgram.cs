using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>The other end of <see cref="WorkerPoolExecutor"/>: runs jobs that come in on standard input, one after another.</summary>
public static partial class WorkerProgram
{
    /// <summary>Serves jobs until standard input ends. Where it ends in the middle of a job, the host is gone and the process dies at once.</summary>
    /// <param name="catalog">Stages and codecs, the same as the host's.</param>
    /// <param name="configure">Called before the first job, and whenever a job asks for other settings than the one before.</param>
    /// <returns>The exit code.</returns>
    public static int Run(StageCatalog catalog, Action<WorkerSettings>? configure)
    {
        using var channel = TakeStandardOutput();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);   // the host decides
        using var lines = new BlockingCollection<string>();
        var open = new StrongBox<int>();    // jobs that came in and aren't answered
        new Thread(() => Listen(lines, open)) { IsBackground = true }.Start();

        WorkerSettings? current = null;
        var runner = new JobRunner(catalog, TimeProvider.System, job =>
        {
            var wanted = new WorkerSettings(job.Device, job.Threads);
            if (wanted != current)
            {
                configure?.Invoke(wanted);
                current = wanted;
            }
        });
        foreach (var line in lines.GetConsumingEnumerable())
        {
            var job = JsonSerializer.Deserialize(line, WorkerJson.Default.NodeJob)!;
            var result = runner.Run(job, new ChannelProgress(channel), CancellationToken.None);
            channel.WriteLine(new WorkerMessage { Result = result }.Write());
            Interlocked.Decrement(ref open.Value);
        }

        return 0;
    }

    private static void Listen(BlockingCollection<string> lines, StrongBox<int> open)
    {
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        while (input.ReadLine() is { } line)
        {
            Interlocked.Increment(ref open.Value);
            lines.Add(line);
        }

        if (Volatile.Read(ref open.Value) > 0)
        {
            Process.GetCurrentProcess().Kill();     // not Exit: that would wait for native code
        }

        lines.CompleteAdding();
    }

    /// <summary>
    /// Keeps standard output for messages: what anything else prints, native libraries included, goes to standard error, which the
    /// host takes as the node's log.
    /// </summary>
    private static TextWriter TakeStandardOutput()
    {
        var channel = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        Console.SetOut(Console.Error);
        if (!OperatingSystem.IsWindows())
        {
            _ = Duplicate(2, 1);    // .NET has duplicated descriptor 1 for the channel
        }

        return TextWriter.Synchronized(channel);
    }

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);

    private sealed class ChannelProgress(TextWriter channel) : IStageProgress
    {
        public void Report(long done, long total, string detail) =>
            channel.WriteLine(new WorkerMessage { Progress = new WorkerProgress(done, total, detail) }.Write());

        public void Log(string line) => channel.WriteLine(new WorkerMessage { Line = line }.Write());
    }
}
