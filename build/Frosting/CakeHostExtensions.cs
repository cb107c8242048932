using Cake.Cli;
using Cake.Core.Composition;
using Cake.Core.IO;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>What a build program says to its host. Of several registrations of one kind, the last counts.</summary>
public static class CakeHostExtensions
{
    /// <summary>Lets a class register services.</summary>
    public static CakeHost UseStartup<TStartup>(this CakeHost host)
        where TStartup : IFrostingStartup, new() =>
        Configure(host, services => new TStartup().Configure(services));

    /// <summary>Uses the build's own context.</summary>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext =>
        Configure(host, services => services.AddSingleton<IFrostingContext, TContext>());

    /// <summary>Runs something before the first and after the last task.</summary>
    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime =>
        Configure(host, services => services
            .AddSingleton<IFrostingLifetime, TLifetime>()
            .AddSingleton<IFrostingSetup>(provider => provider.GetRequiredService<IFrostingLifetime>())
            .AddSingleton<IFrostingTeardown>(provider => provider.GetRequiredService<IFrostingLifetime>()));

    /// <summary>Runs something before the first task.</summary>
    public static CakeHost UseSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingSetup =>
        Configure(host, services => services.AddSingleton<IFrostingSetup, TSetup>());

    /// <summary>Runs something after the last task.</summary>
    public static CakeHost UseTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTeardown =>
        Configure(host, services => services.AddSingleton<IFrostingTeardown, TTeardown>());

    /// <summary>Runs something before and after each task.</summary>
    public static CakeHost UseTaskLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingTaskLifetime =>
        Configure(host, services => services
            .AddSingleton<IFrostingTaskLifetime, TLifetime>()
            .AddSingleton<IFrostingTaskSetup>(provider => provider.GetRequiredService<IFrostingTaskLifetime>())
            .AddSingleton<IFrostingTaskTeardown>(provider => provider.GetRequiredService<IFrostingTaskLifetime>()));

    /// <summary>Runs something before each task.</summary>
    public static CakeHost UseTaskSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingTaskSetup =>
        Configure(host, services => services.AddSingleton<IFrostingTaskSetup, TSetup>());

    /// <summary>Runs something after each task.</summary>
    public static CakeHost UseTaskTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTaskTeardown =>
        Configure(host, services => services.AddSingleton<IFrostingTaskTeardown, TTeardown>());

    /// <summary>Registers the services of a Cake module.</summary>
    public static CakeHost UseModule<TModule>(this CakeHost host)
        where TModule : ICakeModule, new() =>
        Configure(host, services => services.UseModule<TModule>());

    /// <summary>The folder to run in, when <c>--working</c> names none; relative to the current one.</summary>
    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path) =>
        Configure(host, services => services.AddSingleton(new WorkingDirectory(path)));

    /// <summary>A setting that counts unless cake.config, the environment or the command line says otherwise.</summary>
    public static CakeHost UseCakeSetting(this CakeHost host, string key, string value) =>
        Configure(host, services => services.AddSingleton(new FrostingSetting(key, value)));

    private static CakeHost Configure(CakeHost host, Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(configure);
    }
}
