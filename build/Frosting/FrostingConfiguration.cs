using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting;

/// <summary>A setting that the build program gives to its host.</summary>
internal sealed record FrostingSetting(string Key, string Value);

/// <summary>The folder that the build program asks to run in.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);

/// <summary>Cake's settings: of the program, of cake.config in the working directory, of the environment, of the command line; the later wins.</summary>
internal sealed class FrostingConfiguration(
    IEnumerable<FrostingSetting> settings, IFileSystem fileSystem, ICakeEnvironment environment, ICakeArguments arguments) : ICakeConfiguration
{
    private readonly ICakeConfiguration configuration = new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(
        environment.WorkingDirectory,
        settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
        arguments.GetArguments().ToDictionary(
            argument => argument.Key, argument => argument.Value.FirstOrDefault() ?? string.Empty, StringComparer.OrdinalIgnoreCase));

    public string GetValue(string key) => configuration.GetValue(key);
}
