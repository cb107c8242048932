using System.Buffers.Binary;
using System.Globalization;

namespace Ttca.Pipeline.Benchmarks;

/// <summary>A whole number, stored as text.</summary>
public sealed record Number(long Value);

public sealed class NumberCodec : IArtifactCodec<Number>
{
    public void Write(Number value, ArtifactWriter writer) =>
        writer.Write(
            "number.txt", stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(value.Value.ToString(CultureInfo.InvariantCulture))));

    public Number Read(ArtifactReader reader)
    {
        using var text = new StreamReader(reader.Open("number.txt"));
        return new Number(long.Parse(text.ReadToEnd(), CultureInfo.InvariantCulture));
    }
}

public enum Weighting
{
    Uniform,
    ByShare,
}

/// <summary>As many parameters, of as many kinds, as a stage of an experiment has.</summary>
public sealed record ConstantParameters
{
    public long Value { get; init; }

    public double LearningRate { get; init; } = 0.001;

    public Weighting Weighting { get; init; } = Weighting.ByShare;

    public string Architecture { get; init; } = "resnet8";

    public IReadOnlyList<int> Widths { get; init; } = [16, 32, 64];

    [Location] public string? Mirror { get; init; }
}

/// <summary>Gives a constant.</summary>
public sealed record Constant(ConstantParameters Parameters) : IStage<Number>, ISeeded
{
    public int Seed { get; init; }

    public Number Run(StageContext context) => new(Parameters.Value);
}

/// <summary>The first eight bytes of a file.</summary>
/// <param name="Name">Tells the node from others.</param>
public sealed record FirstBytes(string Name, [property: Location] string Path) : IStage<Number>, IReadsFiles
{
    public ExternalFiles? Files => ExternalFiles.Of(Path);

    public Number Run(StageContext context)
    {
        using var file = context.OpenFile(System.IO.Path.GetFileName(Path));
        var bytes = new byte[sizeof(long)];
        file.ReadExactly(bytes);
        return new Number(BinaryPrimitives.ReadInt64LittleEndian(bytes));
    }
}

/// <summary>Multiplies by an odd number, which no two numbers survive as one.</summary>
public sealed record Multiply(int Factor, string Name) : IStage<Number>
{
    public required Node<Number> Of { get; init; }

    public Number Run(StageContext context) => new(unchecked(context.Load(Of).Value * Factor));
}

/// <summary>Sums a list.</summary>
public sealed record Sum(int Offset) : IStage<Number>
{
    public required IReadOnlyList<Node<Number>> Of { get; init; }

    public Number Run(StageContext context) => new(Of.Aggregate((long)Offset, (sum, node) => unchecked(sum + context.Load(node).Value)));
}
