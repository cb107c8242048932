using System.Reflection;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace Ttca.Learning.Training;

/// <summary>The process-wide settings of libtorch. Set once, at the start of a process that computes.</summary>
public static class TorchRuntime
{
    /// <summary>Where networks and batches live; the CPU until <see cref="Configure"/> says otherwise.</summary>
    public static Device Device { get; private set; } = CPU;

    /// <summary>Whether this build has a CUDA back end and the machine a GPU that it can use.</summary>
    public static bool CudaIsAvailable => IsBuiltForCuda && cuda.is_available();

    /// <summary>
    /// Whether networks run on a CPU with products of bfloat16 (AVX-512 BF16): others convert each operand, and GPUs weren't tried.
    /// </summary>
    internal static bool HasFastBfloat16 =>
        Device.type == TorchSharp.DeviceType.CPU
            && Avx512F.IsSupported
            && X86Base.CpuId(7, 0).Eax >= 1
            && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;

    private static bool IsBuiltForCuda => typeof(TorchRuntime).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Any(entry => entry is { Key: "TorchBackend", Value: "cuda" });

    /// <summary>Sets the number of threads of one operation and the device.</summary>
    /// <param name="threads">From 1. Results may differ in the last bits between numbers of threads.</param>
    /// <param name="device">cpu or cuda.</param>
    /// <exception cref="ArgumentException">Another device.</exception>
    /// <exception cref="InvalidOperationException">cuda, where there is none.</exception>
    public static void Configure(int threads, string device)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Device = device switch
        {
            "cpu" => CPU,
            "cuda" when CudaIsAvailable => CUDA,
            "cuda" when IsBuiltForCuda => throw new InvalidOperationException(
                "libtorch finds no CUDA device on this machine. Use --device cpu, or check with nvidia-smi that the GPU and its "
                    + "driver work."),
            "cuda" => throw new InvalidOperationException(
                "This build computes on the CPU only. Use --device cpu, or, on a machine with an NVIDIA GPU and its driver, " +
                "build with -p:TorchBackend=cuda and run again."),
            _ => throw new ArgumentException($"There is no device '{device}'. There are: cpu, cuda.", nameof(device)),
        };
        NativeAllocator.KeepMemory();
        set_num_threads(threads);
        if (get_num_interop_threads() != 1)     // allowed once per process
        {
            set_num_interop_threads(1);         // nothing here runs operations side by side
        }
    }

    internal static ScalarType ToScalarType(this Precision precision) =>
        precision == Precision.Bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
}
