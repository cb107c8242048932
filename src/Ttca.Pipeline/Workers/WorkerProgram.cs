using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>The other end of <see cref="WorkerPoolExecutor"/>: runs jobs that come in on standard input, one after another.</summary>
public static class WorkerProgram
{
    /// <summary>
    /// Serves jobs until standard input ends. Where it ends in the middle of a job, the host is gone and the process dies at once.
    /// </summary>
    /// <param name="catalog">Stages and codecs, the same as the host's.</param>
    /// <param name="configure">Called before the first job, and whenever a job asks for other settings than the one before.</param>
    /// <returns>The exit code.</returns>
    public static int Run(StageCatalog catalog, Action<WorkerSettings>? configure)
    {
        using var channel = OpenChannel();
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

    /// <exception cref="InvalidOperationException">It wasn't started by a host.</exception>
    private static TextWriter OpenChannel()
    {
        var handle = Environment.GetEnvironmentVariable(WorkerProcess.ChannelVariable)
            ?? throw new InvalidOperationException("a worker is started by the program itself, when it has nodes to run");
        var pipe = new AnonymousPipeClientStream(PipeDirection.Out, handle);
        return TextWriter.Synchronized(new StreamWriter(pipe, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" });
    }

    private sealed class ChannelProgress(TextWriter channel) : IStageProgress
    {
        public void Report(long done, long total, string detail) =>
            channel.WriteLine(new WorkerMessage { Progress = new WorkerProgress(done, total, detail) }.Write());

        public void Log(string line) => channel.WriteLine(new WorkerMessage { Line = line }.Write());
    }
}
