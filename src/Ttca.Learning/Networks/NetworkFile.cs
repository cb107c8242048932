using System.Globalization;
using Ttca.Learning.Formats;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

/// <summary>
/// Networks as .safetensors: parameters and batch norm statistics under PyTorch's state-dict names, and in the metadata
/// what rebuilds the network. A file is believed only where it says exactly what its architecture needs.
/// </summary>
internal static class NetworkFile
{
    private const string FormatKey = "format";
    private const string Format = "pt";     // what safetensors' loaders for PyTorch look for
    private const string ArchitectureKey = "architecture";
    private const string ClassesKey = "classes";
    private const string HeightKey = "height";
    private const string WidthKey = "width";
    private const int MostClasses = 10_000;
    private const int LargestSide = 1_024;

    public static void Write(Network network, Stream stream)
    {
        var arrays = network.State.Select(entry => ToArray(entry.Name, entry.Value)).ToList();
        Safetensors.Write(stream, arrays, new Dictionary<string, string>
        {
            [FormatKey] = Format,
            [ArchitectureKey] = network.Architecture,
            [ClassesKey] = network.Classes.ToString(CultureInfo.InvariantCulture),
            [HeightKey] = network.Height.ToString(CultureInfo.InvariantCulture),
            [WidthKey] = network.Width.ToString(CultureInfo.InvariantCulture),
        });
    }

    public static Network Read(Stream stream)
    {
        var (arrays, metadata) = Safetensors.Read(stream);
        var network = Blank(metadata);
        try
        {
            Fill(network, arrays);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static Network Blank(IReadOnlyDictionary<string, string> metadata)
    {
        var architecture = metadata.GetValueOrDefault(ArchitectureKey);
        if (architecture is null || !Architectures.Names.Contains(architecture))
        {
            throw Invalid($"its architecture is '{architecture}', not one of {string.Join(", ", Architectures.Names)}");
        }

        return Architectures.CreateBlank(
            architecture,
            Number(metadata, ClassesKey, 2, MostClasses),
            Number(metadata, HeightKey, Architectures.SmallestSide, LargestSide),
            Number(metadata, WidthKey, Architectures.SmallestSide, LargestSide));
    }

    private static int Number(IReadOnlyDictionary<string, string> metadata, string key, int low, int high)
    {
        var text = metadata.GetValueOrDefault(key);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high
            ? number
            : throw Invalid($"its {key} is '{text}', not a number from {low} to {high}");
    }

    private static void Fill(Network network, IReadOnlyList<NamedArray> arrays)
    {
        var remaining = arrays.ToDictionary(array => array.Name, StringComparer.Ordinal);
        foreach (var (name, value) in network.State)
        {
            if (!remaining.Remove(name, out var array))
            {
                throw Invalid($"a {network.Architecture} needs '{name}', which is missing");
            }

            var type = TypeOf(value);
            if (array.Type != type || !array.Shape.SequenceEqual(value.shape))
            {
                throw Invalid(
                    $"'{name}' is {Describe(array.Type, array.Shape)}, but a {network.Architecture} needs {Describe(type, value.shape)}");
            }

            Copy(array, value);
        }

        if (remaining.Count > 0)
        {
            throw Invalid($"a {network.Architecture} has no '{remaining.Keys.Order(StringComparer.Ordinal).First()}'");
        }
    }

    private static NamedArray ToArray(string name, Tensor value)
    {
        using var scope = NewDisposeScope();
        return new NamedArray(name, TypeOf(value), value.shape, value.detach().cpu().contiguous().bytes.ToArray());
    }

    private static void Copy(NamedArray array, Tensor target)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var source = empty(target.shape, target.dtype);
        array.Bytes.Span.CopyTo(source.bytes);
        if (target.is_floating_point() && !source.isfinite().all().item<bool>())
        {
            throw Invalid($"'{array.Name}' holds numbers that are not finite");
        }

        target.copy_(source);
    }

    private static ElementType TypeOf(Tensor value) => value.dtype == ScalarType.Int64 ? ElementType.I64 : ElementType.F32;

    private static string Describe(ElementType type, IReadOnlyList<long> shape) => $"{type} [{string.Join(",", shape)}]";

    private static InvalidDataException Invalid(string what) => new($"This .safetensors file is not a network that can be loaded: {what}.");
}
