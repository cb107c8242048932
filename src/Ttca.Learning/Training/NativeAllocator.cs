using System.Runtime.InteropServices;

namespace Ttca.Learning.Training;

/// <summary>
/// Keeps glibc from giving memory back to the system between operations. Activations are some megabytes each and live
/// for milliseconds; by default most of them are mapped, zeroed and unmapped anew every time, which took a third to a
/// half of all CPU time of training and inference in float32 (ResNet-8, batch 128).
/// </summary>
internal static partial class NativeAllocator
{
    // malloc.h
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;
    private const int ArenaMax = -8;

    private const int Mebibyte = 1 << 20;

    public static void KeepMemory()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            Set(TrimThreshold, 1024 * Mebibyte);
            Set(TopPad, 64 * Mebibyte);
            if (!Set(MmapThreshold, 1024 * Mebibyte))
            {
                Set(MmapThreshold, 32 * Mebibyte);     // the most that older versions accept
            }

            Set(ArenaMax, 1);                          // other arenas are made of small heaps, which are unmapped when empty
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library (musl), with an allocator of its own: slower or not, but right.
        }
    }

    private static bool Set(int parameter, int value) => MallOpt(parameter, value) != 0;

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);
}
