using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Ttca.Build.CommandLine;
using Ttca.Build.Running;
using Ttca.Build.Tasks;
using Ttca.Learning.Training;
using Ttca.Pipeline;
using Ttca.Stages;

namespace Ttca.Build;

/// <summary>The front door, and with the verb <c>worker</c> a worker process of it.</summary>
public static class Program
{
    /// <returns>
    /// 0 if all went well; 1 if a task failed; 2 if the command line is wrong; 130 where Ctrl-C or SIGTERM kept something from running.
    /// </returns>
    public static int Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is ["worker"])
        {
            return WorkerProgram.Run(ExperimentPlan.Catalog, settings => TorchRuntime.Configure(settings.Threads, settings.Device));
        }

        // Cake colours its output by the kind of terminal alone, also when it goes to a file.
        if (Console.IsOutputRedirected)
        {
            Environment.SetEnvironmentVariable("NO_COLOR", "1");
        }

        var options = new CommandLineOptions([.. TaskList.All.Select(task => task.Name)]);
        var line = new ParsedCommandLine(args, options);
        if (line.Error is { } error)
        {
            Console.Error.WriteLine(error);
            return 2;
        }

        // Here, because Cake's own help knows only Cake's options.
        if (line.Has("--help"))
        {
            Help.Write(Console.Out, [.. TaskList.All.Select(task => (task.Name, task.Description))], options);
            return 0;
        }

        if (!HasWorkingDirectory())
        {
            Console.Error.WriteLine("the working directory was removed, or can't be read: change into another one");
            return 2;
        }

        return RunTasks(line);
    }

    private static bool HasWorkingDirectory()
    {
        try
        {
            return Directory.Exists(Directory.GetCurrentDirectory());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int RunTasks(ParsedCommandLine line)
    {
        var summary = new InvocationSummary();
        int code = new CakeHost()
            .UseContext<BuildContext>()
            .ConfigureServices(services => services.AddSingleton(summary).AddSingleton(line))
            .Run(line.ForCake);
        summary.End(hasFailed: code != 0);
        if (summary.Result is { } result)
        {
            Console.WriteLine(result.Summary);
        }

        return summary.IsInterrupted ? StopSignals.ExitCode : code;
    }
}
