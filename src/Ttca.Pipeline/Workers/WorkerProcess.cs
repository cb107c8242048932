using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>The host's end of one worker process.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly Process process;
    private readonly Task errors;
    private volatile JobLog log = new(new Silence());

    private WorkerProcess(Process process)
    {
        this.process = process;
        errors = Task.Run(ReadErrorsAsync);
    }

    /// <summary>Whether it can take another job.</summary>
    public bool IsAlive => !process.HasExited;

    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static WorkerProcess Start(WorkerCommand command)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Runs one job. A worker that dies makes the job fail; one that is stopped is killed.</summary>
    public async Task<JobResult> RunAsync(NodeJob job, IStageProgress progress, CancellationToken cancellationToken)
    {
        log = new JobLog(progress);
        using var registration = cancellationToken.Register(Kill);
        JobResult? result = null;
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job, WorkerJson.Default.NodeJob)).ConfigureAwait(false);
            await process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
            result = await ReadResultAsync(progress).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It died while it was being written to.
        }

        cancellationToken.ThrowIfCancellationRequested();
        result ??= new JobResult(Failure: await DescribeDeathAsync().ConfigureAwait(false));
        return result.Failure is { } failure ? result with { Failure = failure with { Log = log.Before(failure.Log) } } : result;
    }

    /// <summary>Kills it with everything that it has started; what it has finished is filed.</summary>
    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private async Task<JobResult?> ReadResultAsync(IStageProgress progress)
    {
        while (await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            switch (WorkerMessage.TryRead(line))
            {
                case { Result: { } result }:
                    return result;
                case { Progress: { } report }:
                    progress.Report(report.Done, report.Total, report.Detail);
                    break;
                case { Line: { } logged }:
                    progress.Log(logged);
                    break;
                default:
                    log.Add(line);
                    break;
            }
        }

        return null;
    }

    private async Task ReadErrorsAsync()
    {
        while (await process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            log.Add(line);
        }
    }

    private async Task<NodeFailure> DescribeDeathAsync()
    {
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(LastWords)).ConfigureAwait(false);
        Kill();     // one that only closed its output is of no use
        await process.WaitForExitAsync().ConfigureAwait(false);
        await Task.WhenAny(errors, Task.Delay(LastWords)).ConfigureAwait(false);    // a child of its own may hold the stream open
        return new NodeFailure(DescribeExit(process.ExitCode), []);
    }

    /// <summary>.NET gives 128 + signal for a process that was ended by one.</summary>
    private static string DescribeExit(int code) => (OperatingSystem.IsWindows() ? 0 : code) switch
    {
        128 + 9 => "its worker was killed (SIGKILL): by a person, or by the system because memory ran out",
        128 + 11 => "its worker crashed (SIGSEGV)",
        128 + 6 => "its worker aborted (SIGABRT)",
        128 + 15 => "its worker was asked to end (SIGTERM)",
        _ => $"its worker ended with exit code {code}",
    };

    private void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It had ended already.
        }
    }

    /// <summary>What the process printed during one job.</summary>
    private sealed class JobLog(IStageProgress progress)
    {
        private const int MostLines = 100;
        private readonly Queue<string> lines = new();

        public void Add(string line)
        {
            lock (lines)
            {
                lines.Enqueue(line);
                if (lines.Count > MostLines)
                {
                    lines.Dequeue();
                }
            }

            progress.Log(line);
        }

        public IReadOnlyList<string> Before(IReadOnlyList<string> others)
        {
            lock (lines)
            {
                return [.. lines, .. others];
            }
        }
    }

    private sealed class Silence : IStageProgress
    {
        public void Report(long done, long total, string detail)
        {
        }

        public void Log(string line)
        {
        }
    }
}
