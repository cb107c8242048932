using TorchSharp;

namespace Ttca.Learning.Networks;

/// <summary>
/// Numbers for libtorch that stay alive. TorchSharp 0.107 turns each number in a tensor operation into a finalizable
/// <see cref="Scalar"/> and doesn't keep it alive during the native call: a garbage collection at that moment frees it
/// while it is read (seen here: "toBFloat16 ... Expected false to be true"; at worst another number is read). So: no
/// bare numbers in operations on tensors; constants from here, others as <c>using Scalar rate = 0.1;</c>. The overloads
/// <c>a + b</c> and <c>a.add_(b)</c> hide a number too: give <see cref="One"/> as their alpha.
/// </summary>
public static class Scalars
{
    public static readonly Scalar One = 1.0;

    internal static readonly Scalar Mean = 0.5;
    internal static readonly Scalar InverseDeviation = 4.0;
    internal static readonly Scalar LargestPixel = 255.0;
}
