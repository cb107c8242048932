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
/// Stands in for the class of the Cake.Frosting package where the package is not to be had (see Build.csproj), with its
/// public shape and behaviour. Not here: installing tools, task chains, and base classes for a setup or teardown alone.
/// </remarks>
public sealed class CakeHost
{
    private readonly ServiceCollection services = new();
    private readonly List<Assembly> assemblies = [];

    /// <summary>A host for the tasks of the program's own assembly.</summary>
    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
            assemblies.Add(entry);
        AddCakeServices();
    }

    /// <summary>A host for the tasks of the program's own assembly.</summary>
    public static CakeHost Create() => new();

    /// <summary>Looks for tasks in one more assembly.</summary>
    public CakeHost AddAssembly(Assembly assembly)
    {
        assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers what tasks, lifetimes and the context get through their constructors.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services(this.services);
        return this;
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>The exit code: 0 if all went well.</returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (var task in TaskTypes())
            services.AddSingleton(typeof(IFrostingTask), task);
        services.AddSingleton(_ => HostOptions.Parse(args));
        services.AddSingleton<ICakeArguments>(provider => provider.GetRequiredService<HostOptions>().Arguments);
        using var provider = services.BuildServiceProvider();
        try
        {
            Run(provider, provider.GetRequiredService<HostOptions>());
            return 0;
        }
        catch (Exception e)
        {
            return provider.GetRequiredService<ICakeLog>().LogException(e);
        }
    }

    /// <summary>Exported classes only, as the package does: a task that is not public is not there.</summary>
    private IEnumerable<Type> TaskTypes() =>
        assemblies.Distinct()
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)));

    private static void Run(ServiceProvider provider, HostOptions options)
    {
        var console = provider.GetRequiredService<IConsole>();
        if (options.Help)
        {
            console.Write(HostOptions.HelpText);
            return;
        }

        if (options.Version)
        {
            provider.GetRequiredService<VersionFeature>().Run(console);
            return;
        }

        if (options.Info)
        {
            provider.GetRequiredService<InfoFeature>().Run(console);
            return;
        }

        // The working directory comes before anything that reads the configuration file in it.
        var log = provider.GetRequiredService<ICakeLog>();
        log.Verbosity = options.Verbosity ?? Verbosity.Normal;
        SetWorkingDirectory(provider, options);
        log.Verbosity = provider.GetRequiredService<ICakeConfiguration>().GetVerbosity(options.Verbosity);

        ScriptHost host = options switch
        {
            { DryRun: true } => provider.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
            { Tree: true } => provider.GetRequiredService<TreeScriptHost>(),
            { Description: true } => provider.GetRequiredService<DescriptionScriptHost>(),
            _ => provider.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
        };
        provider.GetRequiredService<TaskRegistration>().Register();
        if (options.Exclusive)
            host.Settings.UseExclusiveTarget();
        host.RunTargets(options.Targets);
    }

    private static void SetWorkingDirectory(ServiceProvider provider, HostOptions options)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var directory = options.Working ?? provider.GetService<WorkingDirectory>()?.Path;
        if (directory is null)
            return;
        directory = directory.MakeAbsolute(environment);
        if (!provider.GetRequiredService<IFileSystem>().Exist(directory))
            throw new FrostingException($"The working directory '{directory.FullPath}' does not exist.");
        environment.WorkingDirectory = directory;
    }

    private void AddCakeServices()
    {
        services.UseModule<CoreModule>();
        services.UseModule<CommonModule>();
        services.AddSingleton<IConsole, CakeConsole>();
        services.AddSingleton(_ => AnsiConsole.Create(new AnsiConsoleSettings()));
        services.AddSingleton<ICakeLog>(provider => new CakeBuildLog(provider.GetRequiredService<IConsole>()));
        services.AddSingleton<ICakeReportPrinter, CakeReportPrinter>();
        services.AddSingleton<ICakeConfiguration, FrostingConfiguration>();
        services.AddSingleton<IVersionResolver, VersionResolver>();
        services.AddSingleton<VersionFeature>();
        services.AddSingleton<InfoFeature>();
        services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        services.AddSingleton<TreeScriptHost>();
        services.AddSingleton<DescriptionScriptHost>();
        services.AddSingleton<TaskRegistration>();
        services.AddSingleton<IFrostingContext, FrostingContext>();
    }
}
