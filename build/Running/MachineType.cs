using System.Runtime.InteropServices;

namespace Ttca.Build.Running;

/// <summary>
/// What kind of machine this is: between machines of one type, the same program gives the same bytes; others may round differently,
/// because libtorch chooses its kernels by the processor.
/// </summary>
internal static class MachineType
{
    private static readonly string[] CpuFields = ["model name", "cpu family", "model"];

    /// <summary>Such as <c>linux-x64, AMD EPYC, cpu family 25, model 17</c>.</summary>
    public static string Current { get; } = $"{RuntimeInformation.RuntimeIdentifier}, {Processor()}";

    private static string Processor()
    {
        if (OperatingSystem.IsLinux() && File.Exists("/proc/cpuinfo"))
        {
            var first = File.ReadLines("/proc/cpuinfo").TakeWhile(line => line.Length > 0)
                .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(field => field.Length == 2).ToLookup(field => field[0], field => field[1]);
            return string.Join(", ", CpuFields.Where(first.Contains).Select(name => name == CpuFields[0] ? first[name].First() : $"{name} {first[name].First()}"));
        }

        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
