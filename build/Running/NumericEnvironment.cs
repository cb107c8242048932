using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Cake.Core;
using Ttca.Learning.Training;

namespace Ttca.Build.Running;

/// <summary>What may change numbers without any change of code or parameters.</summary>
/// <param name="Device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="TorchSharp">Its version, which fixes libtorch's.</param>
public sealed record NumericEnvironment(string Device, string TorchSharp)
{
    private const int ThreadsPerNode = 1;

    /// <summary>Part of every node's key.</summary>
    public IReadOnlyDictionary<string, string> ForKeys => new Dictionary<string, string>
    {
        ["device"] = Device,
        ["threads"] = ThreadsPerNode.ToString(CultureInfo.InvariantCulture),
        ["torchsharp"] = TorchSharp,
    };

    /// <summary>Recorded with each node, for people.</summary>
    public IReadOnlyDictionary<string, string> VersionsAt(SourceState source) => new Dictionary<string, string>
    {
        ["commit"] = source.Commit,
        ["tree"] = source.Tree,
        ["dotnet"] = Environment.Version.ToString(),
        ["sdk"] = Metadata(typeof(NumericEnvironment), "DotnetSdk") ?? "unknown",
        ["torchsharp"] = TorchSharp,
        ["libtorch"] = Backend() ?? "unknown",
        ["machine"] = MachineType.Current,
        ["system"] = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores",
    };

    /// <param name="device"><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
    /// <exception cref="CakeException"><c>cuda</c> is asked for where there is none.</exception>
    public static NumericEnvironment Of(string device)
    {
        // Asking libtorch loads half a gigabyte: only a build for CUDA needs to.
        bool isCudaBuild = Backend() == "cuda";
        bool hasCuda = device != "cpu" && isCudaBuild && TorchRuntime.CudaIsAvailable;
        if (device == "cuda" && !hasCuda)
        {
            throw new CakeException(isCudaBuild
                ? "--device cuda: no CUDA device is visible; check the driver (nvidia-smi), or use --device cpu"
                : "--device cuda: this build is for CPUs; build with -p:TorchBackend=cuda (dotnet run -p:TorchBackend=cuda --project build -- ...), or use --device cpu");
        }

        string version = typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(3);
        return new NumericEnvironment(hasCuda ? "cuda" : "cpu", version);
    }

    private static string? Backend() => Metadata(typeof(TorchRuntime), "TorchBackend");

    private static string? Metadata(Type type, string key) => type.Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == key)?.Value;
}
