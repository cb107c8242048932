using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>The host's end of one worker process.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Tells a worker which inherited pipe its messages go to. Not standard output: there, a native library's print without line end would
    /// glue to a message.
    /// </summary>
    public const string ChannelVariable = "TTCA_WORKER_CHANNEL";

    /// <summary>A process that starts inherits every pipe end that is open for one that starts: so one after another.</summary>
    private static readonly Lock Starting = new();

    private readonly Process _process;
    private readonly StreamReader _messages;
    private readonly Task _printed;
    private readonly Task _exited;
    private volatile JobLog _log = new(new Silence());

    private WorkerProcess(Process process, Stream channel)
    {
        _process = process;
        _messages = new StreamReader(channel, Utf8);
        _printed = Task.WhenAll(Task.Run(() => LogAsync(process.StandardOutput)), Task.Run(() => LogAsync(process.StandardError)));
        _exited = process.WaitForExitAsync();
    }

    /// <summary>Whether it can take another job.</summary>
    public bool IsAlive => !_process.HasExited;

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
        lock (Starting)
        {
            var channel = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            try
            {
                start.Environment[ChannelVariable] = channel.GetClientHandleAsString();
                var process = Process.Start(start)!;
                channel.DisposeLocalCopyOfClientHandle();       // so that the worker's end is the last one
                return new WorkerProcess(process, channel);
            }
            catch
            {
                channel.Dispose();
                throw;
            }
        }
    }

    /// <summary>Runs one job. A worker that dies makes the job fail; one that is stopped is killed.</summary>
    public async Task<JobResult> RunAsync(NodeJob job, IStageProgress progress, CancellationToken cancellationToken)
    {
        _log = new JobLog(progress);
        using var registration = cancellationToken.Register(Kill);
        JobResult? result = null;
        string? unreadable = null;
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job, WorkerJson.Default.NodeJob)).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
            result = await ReadResultOfLivingAsync(progress).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It died while it was being written to.
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            unreadable = error.Message;     // if it lives: else it died in the middle of a message
        }

        cancellationToken.ThrowIfCancellationRequested();
        result ??= new JobResult(Failure: await DescribeDeathAsync(unreadable).ConfigureAwait(false));
        return result.Failure is { } failure ? result with { Failure = failure with { Log = _log.Before(failure.Log) } } : result;
    }

    /// <summary>Kills it with everything that it has started; what it has finished is filed.</summary>
    public void Dispose()
    {
        // a print without line end is read when its writer ends: below the last line of the run, which is for machines
        _log = new JobLog(new Silence());
        Kill();
        _exited.Wait(LastWords);             // whoever started the run may take its store's disk away when it ends
        _process.Dispose();
        _messages.Dispose();
    }

    /// <summary>A child of a dead worker may hold the pipe open: its exit counts, too.</summary>
    private async Task<JobResult?> ReadResultOfLivingAsync(IStageProgress progress)
    {
        var reading = ReadResultAsync(progress);
        if (await Task.WhenAny(reading, _exited).ConfigureAwait(false) == _exited)
        {
            await Task.WhenAny(reading, Task.Delay(LastWords)).ConfigureAwait(false);
        }

        return reading.IsCompleted ? await reading.ConfigureAwait(false) : null;
    }

    private async Task<JobResult?> ReadResultAsync(IStageProgress progress)
    {
        while (await _messages.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            switch (WorkerMessage.Read(line))
            {
                case { Result: { } result }:
                    return result;
                case { Progress: { } report }:
                    progress.Report(report.Done, report.Total, report.Detail);
                    break;
                case { Line: { } logged }:
                    progress.Log(logged);
                    break;
            }
        }

        return null;
    }

    /// <summary>What the process prints, native libraries included, is the node's log.</summary>
    private async Task LogAsync(StreamReader output)
    {
        while (await output.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            _log.Add(line);
        }
    }

    private async Task<NodeFailure> DescribeDeathAsync(string? unreadable)
    {
        var lives = await Task.WhenAny(_exited, Task.Delay(LastWords)).ConfigureAwait(false) != _exited;
        Kill();     // one that only closed its output is of no use
        await _exited.ConfigureAwait(false);
        await Task.WhenAny(_printed, Task.Delay(LastWords)).ConfigureAwait(false);    // a child of its own may hold the streams open
        return new NodeFailure(
            lives && unreadable is not null
                ? $"its worker gave an answer that can't be read: {unreadable}"
                : DescribeExit(_process.ExitCode),
            []);
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
            _process.Kill(entireProcessTree: true);
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
        private readonly Queue<string> _lines = new();

        public void Add(string line)
        {
            lock (_lines)
            {
                _lines.Enqueue(line);
                if (_lines.Count > MostLines)
                {
                    _lines.Dequeue();
                }
            }

            progress.Log(line);
        }

        public IReadOnlyList<string> Before(IReadOnlyList<string> others)
        {
            lock (_lines)
            {
                return [.. _lines, .. others];
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
