using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers services of the build program.</summary>
public interface IFrostingStartup
{
    /// <summary>Adds to what tasks and the context can ask for.</summary>
    void Configure(IServiceCollection services);
}
