using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Cake.Core;
using Ttca.Learning.Training;

namespace Ttca.Build.Planning;

/// <summary>What may change numbers without any change of code or parameters.</summary>
/// <param name="Device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="TorchSharp">Its version, which fixes libtorch's.</param>
public sealed record NumericEnvironment(string Device, string TorchSharp)
{
    private const int ThreadsPerNode = 1;

    /// <summary>What the build left beside the program; see build/msbuild/SourceState.targets.</summary>
    private const string SourceStateFile = "source-state.txt";

    private static readonly string[] CpuFields = ["model name", "cpu family", "model"];

    /// <summary>Part of every node's key.</summary>
    public IReadOnlyDictionary<string, string> ForKeys => new Dictionary<string, string>
    {
        ["device"] = Device,
        ["threads"] = ThreadsPerNode.ToString(CultureInfo.InvariantCulture),
        ["torchsharp"] = TorchSharp,
    };

    /// <summary>
    /// The commit that the program was built from (40 or 64 hexadecimal digits), and whether the tree was as committed: <c>clean</c> or
    /// <c>modified</c>; both <c>unknown</c> where the solution's folder was no repository, or git was missing.
    /// </summary>
    public static (string Commit, string Tree) Source { get; } = ReadSource(Path.Combine(AppContext.BaseDirectory, SourceStateFile));

    /// <summary>Recorded with each node, for people.</summary>
    public IReadOnlyDictionary<string, string> Versions => new Dictionary<string, string>
    {
        ["commit"] = Source.Commit,
        ["tree"] = Source.Tree,
        ["dotnet"] = Environment.Version.ToString(),
        ["sdk"] = Metadata(typeof(NumericEnvironment), "DotnetSdk") ?? "unknown",
        ["torchsharp"] = TorchSharp,
        ["libtorch"] = Backend() ?? "unknown",
        ["machine"] = Machine(),
        ["system"] = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores",
    };

    /// <summary>
    /// What kind of machine this is, with the environment: where both are the same, the same program gives the same bytes; others may round
    /// differently, because libtorch chooses its kernels by the processor.
    /// </summary>
    public string MachineType => string.Join(", ", ForKeys.Select(entry => $"{entry.Key} {entry.Value}").Prepend(Machine()));

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
                : "--device cuda: this build is for CPUs; build with -p:TorchBackend=cuda (dotnet run -p:TorchBackend=cuda "
                    + "--project build -- ...), or use --device cpu");
        }

        string version = typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(3);
        return new NumericEnvironment(hasCuda ? "cuda" : "cpu", version);
    }

    private static (string Commit, string Tree) ReadSource(string file) =>
        File.Exists(file) && File.ReadAllText(file).Split(' ', StringSplitOptions.TrimEntries) is [var commit, var tree]
            ? (commit, tree)
            : ("unknown", "unknown");

    private static string? Backend() => Metadata(typeof(TorchRuntime), "TorchBackend");

    private static string? Metadata(Type type, string key) => type.Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == key)?.Value;

    /// <summary>Such as <c>linux-x64, AMD EPYC, cpu family 25, model 17</c>.</summary>
    private static string Machine() => $"{RuntimeInformation.RuntimeIdentifier}, {Processor()}";

    private static string Processor()
    {
        if (OperatingSystem.IsLinux() && File.Exists("/proc/cpuinfo"))
        {
            var first = File.ReadLines("/proc/cpuinfo").TakeWhile(line => line.Length > 0)
                .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
                    .Where(field => field.Length == 2)
                    .ToLookup(field => field[0], field => field[1]);
            return string.Join(
                ", ",
                CpuFields.Where(first.Contains).Select(
                    name => name == CpuFields[0] ? first[name].First() : $"{name} {first[name].First()}"));
        }

        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
