using System.Reflection;
using Cake.Cli;
using Cake.Common.Modules;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Modules;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting;

/// <summary>Runs the tasks of a build program on Cake's engine.</summary>
/// <remarks>
/// Stands in for the class of the Cake.Frosting package where the package is not to be had (see msbuild/Cake.props): what this program uses
/// of it, with its public shape and behaviour. It takes every argument in one form, <c>--name</c> or <c>--name=value</c>.
/// </remarks>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = new();

    /// <summary>A host for the tasks of the program's own assembly.</summary>
    public CakeHost()
    {
        _services.UseModule<CoreModule>();
        _services.UseModule<CommonModule>();
        _services.AddSingleton<IConsole, CakeConsole>();
        _services.AddSingleton(_ => AnsiConsole.Create(new AnsiConsoleSettings()));
        _services.AddSingleton<ICakeLog>(provider => new CakeBuildLog(provider.GetRequiredService<IConsole>()));
        _services.AddSingleton<ICakeReportPrinter, CakeReportPrinter>();
        _services.AddSingleton(ConfigurationOf);
        _services.AddSingleton<IVersionResolver, VersionResolver>();
        _services.AddSingleton<VersionFeature>();
        _services.AddSingleton<InfoFeature>();
        _services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        _services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        _services.AddSingleton<TreeScriptHost>();
        _services.AddSingleton<DescriptionScriptHost>();
        _services.AddSingleton<IFrostingContext, FrostingContext>();
        foreach (var task in TaskTypes())
        {
            _services.AddSingleton(typeof(IFrostingTask), task);
        }
    }

    /// <summary>Registers what tasks and the context get through their constructors.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services(_services);
        return this;
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>The exit code: 0 if all went well.</returns>
    public int Run(IEnumerable<string> args)
    {
        var arguments = new CakeArguments(args.Select(arg => arg.TrimStart('-').Split('=', 2))
            .ToLookup(part => part[0], part => part.ElementAtOrDefault(1) ?? "", StringComparer.OrdinalIgnoreCase));
        _services.AddSingleton<ICakeArguments>(arguments);
        using var provider = _services.BuildServiceProvider();
        try
        {
            Run(provider, arguments);
            return 0;
        }
        catch (Exception e)
        {
            return provider.GetRequiredService<ICakeLog>().LogException(e);
        }
    }

    private static void Run(ServiceProvider provider, CakeArguments arguments)
    {
        var console = provider.GetRequiredService<IConsole>();
        if (arguments.HasArgument("version"))
        {
            provider.GetRequiredService<VersionFeature>().Run(console);
            return;
        }

        if (arguments.HasArgument("info"))
        {
            provider.GetRequiredService<InfoFeature>().Run(console);
            return;
        }

        // The working directory comes before anything that reads the configuration file in it.
        var log = provider.GetRequiredService<ICakeLog>();
        Verbosity? verbosity = VerbosityParser.TryParse(arguments.GetArgument("verbosity"), out var given) ? given : null;
        log.Verbosity = verbosity ?? Verbosity.Normal;
        SetWorkingDirectory(provider, arguments.GetArgument("working"));
        log.Verbosity = provider.GetRequiredService<ICakeConfiguration>().GetVerbosity(verbosity);

        ScriptHost host = arguments switch
        {
            _ when arguments.HasArgument("dryrun") => provider.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
            _ when arguments.HasArgument("tree") => provider.GetRequiredService<TreeScriptHost>(),
            _ when arguments.HasArgument("description") => provider.GetRequiredService<DescriptionScriptHost>(),
            _ => provider.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
        };
        Register(provider);
        if (arguments.HasArgument("exclusive"))
        {
            host.Settings.UseExclusiveTarget();
        }

        var targets = arguments.GetArguments("target");
        host.RunTargets(targets.Count > 0 ? targets : ["Default"]);
    }

    private static void SetWorkingDirectory(ServiceProvider provider, string? folder)
    {
        if (folder is null)
        {
            return;
        }

        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var directory = new DirectoryPath(folder).MakeAbsolute(environment);
        if (!provider.GetRequiredService<IFileSystem>().Exist(directory))
        {
            throw new CakeException($"The working directory '{directory.FullPath}' does not exist.");
        }

        environment.WorkingDirectory = directory;
    }

    /// <summary>Tells Cake's engine of the tasks, from their attributes and overridden methods.</summary>
    private static void Register(ServiceProvider provider)
    {
        var engine = provider.GetRequiredService<ICakeEngine>();
        var context = provider.GetRequiredService<IFrostingContext>();
        foreach (var task in provider.GetServices<IFrostingTask>())
        {
            var type = task.GetType();
            var builder = engine.RegisterTask(NameOf(type));
            builder.Description(type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "");

            // A task without a body is a mere name for its dependencies: Cake reports it as delegated.
            if (type.GetMethod(nameof(FrostingTask<>.Run)) is { } run && run.DeclaringType != run.GetBaseDefinition().DeclaringType)
            {
                builder.Does(_ => task.RunAsync(context));
            }

            foreach (var dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
            {
                builder.IsDependentOn(NameOf(dependency.Task));
            }
        }
    }

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    /// <summary>Exported classes only, as the package does: a task that is not public is not there.</summary>
    private static IEnumerable<Type> TaskTypes() => Assembly.GetEntryAssembly()!.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)));

    /// <summary>
    /// Cake's settings: of cake.config in the working directory, of the environment, of the command line; the later wins.
    /// </summary>
    private static ICakeConfiguration ConfigurationOf(IServiceProvider provider)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        return new CakeConfigurationProvider(provider.GetRequiredService<IFileSystem>(), environment).CreateConfiguration(
            environment.WorkingDirectory,
            [],
            provider.GetRequiredService<ICakeArguments>().GetArguments()
                .ToDictionary(
                    argument => argument.Key, argument => argument.Value.FirstOrDefault() ?? "", StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>What a build program says to its host.</summary>
public static class CakeHostExtensions
{
    /// <summary>Uses the build's own context.</summary>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.AddSingleton<IFrostingContext, TContext>());
    }
}
