using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks.Layers;

/// <summary>
/// A parameter in its two roles: what the state dict stores (always float32), and the tensor which the forward pass uses.
/// They are one tensor until training or <see cref="Network.Freeze"/> puts a working copy in its place: another
/// precision, another memory order, or batch norm folded in.
/// </summary>
internal sealed class Weight : IDisposable
{
    /// <param name="initial">float32; this object owns it from now on.</param>
    /// <param name="allowsLowPrecision">Whether products with it may be done in bfloat16.</param>
    public Weight(Tensor initial, bool allowsLowPrecision)
    {
        Stored = new Parameter(initial);
        Stored.DetachFromDisposeScope();
        AllowsLowPrecision = allowsLowPrecision;
        InUse = Stored;
    }

    public Parameter Stored { get; }

    public bool AllowsLowPrecision { get; }

    public Tensor InUse { get; private set; }

    /// <summary>Weight decay acts on matrices and filters; biases and the scales of batch norm stay as they are.</summary>
    public bool Decays => Stored.dim() >= 2;

    public void Use(Tensor workingCopy)
    {
        Release();
        InUse = workingCopy.DetachFromDisposeScope();
    }

    public void UseStored()
    {
        Release();
        InUse = Stored;
    }

    public void Dispose()
    {
        Release();
        Stored.Dispose();
    }

    private void Release()
    {
        if (!ReferenceEquals(InUse, Stored))
        {
            InUse.Dispose();
        }
    }
}
