namespace Ttca.Learning.Formats;

/// <summary>
/// Element types of a .safetensors file that are used here, by their names and in the order of the format's reference implementation.
/// </summary>
public enum ElementType
{
    F32,
    I64,
}

/// <summary>An array with a name, as a .safetensors file holds it.</summary>
/// <param name="Name">Key in the file, such as <c>conv1.weight</c>.</param>
/// <param name="Type">What an element is.</param>
/// <param name="Shape">Size of each dimension; none for a scalar.</param>
/// <param name="Bytes">The elements in C order, little endian.</param>
public sealed record NamedArray(string Name, ElementType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes);
