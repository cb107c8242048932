using Cake.Frosting;
using Ttca.Build.CommandLine;

namespace Ttca.Build;

/// <summary>The front door.</summary>
public static class Program
{
    /// <returns>0 if all went well; 1 if a task failed; 2 if the command line is wrong.</returns>
    public static int Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);

        // Cake colours its output by the kind of terminal alone, also when it goes to a file.
        if (Console.IsOutputRedirected)
            Environment.SetEnvironmentVariable("NO_COLOR", "1");

        var tasks = TaskList.Of(typeof(Program).Assembly);
        var options = new CommandLineOptions([.. tasks.Select(task => task.Name)]);
        if (CommandLineCheck.FirstError(args, options) is { } error)
        {
            Console.Error.WriteLine(error);
            return 2;
        }

        // Here, because Cake's own help knows only Cake's options.
        if (args.Contains("--help") || args.Contains("-h"))
        {
            Help.Write(Console.Out, tasks, options);
            return 0;
        }

        return new CakeHost().Run(args);
    }
}
