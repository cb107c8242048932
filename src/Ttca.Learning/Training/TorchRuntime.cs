using static TorchSharp.torch;

namespace Ttca.Learning.Training;

/// <summary>The process-wide settings of libtorch. Set once, at the start of a process that computes.</summary>
public static class TorchRuntime
{
    /// <summary>Where networks and batches live; the CPU until <see cref="Configure"/> says otherwise.</summary>
    public static Device Device { get; private set; } = CPU;

    /// <summary>Whether this build has a CUDA back end and the machine a GPU that it can use.</summary>
    public static bool CudaIsAvailable => cuda.is_available();

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
            "cuda" => throw new InvalidOperationException(
                "There is no CUDA device for this build. Use --device cpu, or, on a machine with an NVIDIA GPU and its driver, " +
                "build with -p:TorchBackend=cuda and run again."),
            _ => throw new ArgumentException($"There is no device '{device}'. There are: cpu, cuda.", nameof(device)),
        };
        set_num_threads(threads);
    }

    /// <summary>Seeds libtorch's global generators: the CPU's and, on a GPU, those of every GPU.</summary>
    public static void Seed(long seed)
    {
        manual_seed(seed);
        if (Device.type == TorchSharp.DeviceType.CUDA)
        {
            cuda.manual_seed_all(seed);
        }
    }

    internal static ScalarType ToScalarType(this Precision precision) =>
        precision == Precision.Bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
}
