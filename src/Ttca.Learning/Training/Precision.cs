namespace Ttca.Learning.Training;

/// <summary>Precision of the products (convolutions, hidden layers); everything else is float32.</summary>
public enum Precision
{
#pragma warning disable CA1720 // The name of the number format is the right word for it.
    Float32,
#pragma warning restore CA1720

    /// <summary>bfloat16 operands, float32 master weights: about twice as fast on CPUs with AVX-512 BF16 or AMX, and on GPUs.</summary>
    Bfloat16,
}
