using System.Diagnostics;
using System.Globalization;

namespace Ttca.EndToEnd.Tests;

/// <summary>Who a run is started by.</summary>
internal enum Somebody
{
    /// <summary>The user of the tests.</summary>
    Oneself,

    /// <summary>A user who may read the tests' files, and signal none of their processes.</summary>
    AnotherUser,

    /// <summary>A container: a host name and process ids of its own.</summary>
    AnotherHost,
}

/// <summary>A run that is going on, to be killed. Everybody may write what it writes.</summary>
internal sealed class RunOfSomebody : IDisposable
{
    private static readonly string[] User =
    [
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        "--inh-caps=+dac_read_search",
        "--ambient-caps=+dac_read_search",
    ];
    private static readonly string[] Host =
    [
        "unshare",
        "--uts",
        "--pid",
        "--fork",
        "--kill-child",
        "--mount-proc",
        "sh",
        "-c",
        "hostname elsewhere; exec \"$0\" \"$@\"",
    ];
    private readonly Process _process;
    private readonly Task<string> _output, _errors;
    private readonly bool _isWrapped;

    public RunOfSomebody(Somebody who, params string[] arguments)
    {
        string[] disguise = CommandOf(who);
        _isWrapped = who == Somebody.AnotherHost;
        string[] command = ["-c", "umask 000; exec \"$0\" \"$@\"", .. disguise, "dotnet", .. arguments];
        _process = Process.Start(new ProcessStartInfo("sh", command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Whoever can be played here: the others need rights.</summary>
    public static IReadOnlyList<Somebody> All { get; } = [.. Enum.GetValues<Somebody>().Where(CanBe)];

    /// <summary>What it printed, once it has ended.</summary>
    public async Task<string> ReadAsync() => await _output + await _errors;

    /// <summary>Waits for its end, but no longer than this.</summary>
    public Task WaitAsync(TimeSpan most) => Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(most));

    public Task WaitAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken);

    /// <summary>The run's own process without its workers, which notice; those of a container go with it.</summary>
    public void Kill() => Signal("-KILL", Self);

    /// <summary>As Ctrl-C does, but also where the tests themselves run in the background, where shells have SIGINT ignored.</summary>
    public void Interrupt() => Signal("-TERM", Self);

    /// <summary>Kills one of the workers.</summary>
    /// <returns>False where there is none now.</returns>
    public bool KillWorker(Random random)
    {
        var workers = Self is { } host ? ChildrenOf(host) : [];
        if (workers.Count > 0)
        {
            Signal("-KILL", workers[random.Next(workers.Count)]);
        }

        return workers.Count > 0;
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private int? Self => !_isWrapped ? _process.Id : ChildrenOf(_process.Id) is [var child, ..] ? child : null;

    private static string[] CommandOf(Somebody who) => who switch
    {
        Somebody.AnotherUser => User,
        Somebody.AnotherHost => Host,
        _ => [],
    };

    private static bool CanBe(Somebody who)
    {
        try
        {
            return OperatingSystem.IsLinux()
                && BuildProgram.Start("sh", Path.GetTempPath(), ["-c", "exec \"$0\" \"$@\"", .. CommandOf(who), "true"]).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private void Signal(string signal, int? id)
    {
        if (id is { } number && !_process.HasExited)
        {
            BuildProgram.Start("kill", Path.GetTempPath(), signal, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static List<int> ChildrenOf(int parent) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let name = Path.GetFileName(folder)
           where name.All(char.IsAsciiDigit)
           let status = StatusOf(name)
           where status.Contains($"\nPPid:\t{parent}\n", StringComparison.Ordinal)
           select int.Parse(name, CultureInfo.InvariantCulture),
    ];

    private static string StatusOf(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/status");
        }
        catch (IOException)
        {
            return "";      // it has ended since
        }
    }
}
