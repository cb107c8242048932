using System.Globalization;

namespace Ttca.Pipeline.ToyWorker;

/// <summary>A whole number, stored as text.</summary>
public sealed record Number(int Value);

public sealed class NumberCodec : IArtifactCodec<Number>
{
    public void Write(Number value, ArtifactWriter writer) =>
        writer.Write(
            "number.txt", stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(value.Value.ToString(CultureInfo.InvariantCulture))));

    public Number Read(ArtifactReader reader)
    {
        using var text = new StreamReader(reader.Open("number.txt"));
        return new Number(int.Parse(text.ReadToEnd(), CultureInfo.InvariantCulture));
    }
}

public sealed record SourceParameters
{
    public int Value { get; init; }

    [Location] public string? Mirror { get; init; }
}

/// <summary>Gives a constant.</summary>
public sealed record Source(SourceParameters Parameters) : IStage<Number>
{
    public Number Run(StageContext context) => new(Parameters.Value);
}

/// <summary>Adds a constant.</summary>
public sealed record Add(int Amount) : IStage<Number>
{
    public required Node<Number> To { get; init; }

    public Number Run(StageContext context) => new(context.Load(To).Value + Amount);
}

/// <summary>Rounds down to a multiple: many inputs give equal outputs.</summary>
public sealed record RoundDown(int Multiple) : IStage<Number>
{
    public required Node<Number> Of { get; init; }

    public Number Run(StageContext context) => new(context.Load(Of).Value / Multiple * Multiple);
}

/// <summary>Sums a list.</summary>
public sealed record Sum : IStage<Number>
{
    public required IReadOnlyList<Node<Number>> Of { get; init; }

    public Number Run(StageContext context) => new(Of.Sum(node => context.Load(node).Value));
}

/// <summary>Whether a number is what it must be, before anything else runs.</summary>
public sealed record Check(int Expected) : IStage<Number>, IPrecondition
{
    public required Node<Number> Of { get; init; }

    public Number Run(StageContext context) => context.Load(Of).Value is var value && value == Expected
        ? new Number(value)
        : throw new InvalidOperationException($"it is {value}, not {Expected}");
}

/// <summary>Fails with a system exception.</summary>
public sealed record Broken : IStage<Number>
{
    public Node<Number>? After { get; init; }

    public Number Run(StageContext context)
    {
        context.Progress.Log("about to break");
        context.Progress.Record("for the record");
        throw new InvalidOperationException("it broke");
    }
}

/// <summary>An exception whose message its author wrote for people.</summary>
public sealed class ToyException(string message) : Exception(message);

/// <summary>Fails with an explanation.</summary>
public sealed record Refuse(string Because) : IStage<Number>
{
    public Number Run(StageContext context) => throw new ToyException(Because);
}

/// <summary>Length of a file outside the store.</summary>
public sealed record FileLength([property: Location] string Path) : IStage<Number>, IReadsFiles
{
    public ExternalFiles? Files => ExternalFiles.Of(Path);

    /// <summary>Whether it adds a byte to the file that it reads, as a careless user might.</summary>
    public bool Touches { get; init; }

    public Number Run(StageContext context)
    {
        using var file = context.OpenFile(context.FileNames.Single());
        var length = (int)file.Length;
        if (Touches)
        {
            File.AppendAllText(Path, "x");
        }

        return new Number(length);
    }
}

/// <summary>A random number of a replicate.</summary>
public sealed record Draw(int Seed) : IStage<Number>, ISeeded
{
    public double Scale { get; init; } = 1;

    public Number Run(StageContext context) => new((int)(context.Seed % 1_000_003));
}

/// <summary>Ends its process.</summary>
public sealed record EndProcess(int Code) : IStage<Number>
{
    public Number Run(StageContext context)
    {
        Environment.Exit(Code);
        return new Number(0);
    }
}

/// <summary>Prints to the process's own standard output behind .NET's back, as native libraries do.</summary>
public sealed record Noise(string Text) : IStage<Number>
{
    public Number Run(StageContext context)
    {
        using var output = new FileStream("/dev/stdout", FileMode.Open, FileAccess.Write);
        output.Write(System.Text.Encoding.ASCII.GetBytes(Text));
        return new Number(Text.Length);
    }
}

/// <summary>May take a fifth of a second.</summary>
public sealed record Brief : IStage<Number>, ILimitsTime
{
    public TimeSpan TimeLimit => TimeSpan.FromSeconds(0.2);

    public Number Run(StageContext context) => new(1);
}

/// <summary>Gives how many native threads it got.</summary>
public sealed record CountThreads : IStage<Number>
{
    public Number Run(StageContext context) => new(context.Threads);
}

/// <summary>
/// Writes a marker file, then waits until another file exists, so that a test can act while a node runs. Gives its value, and what it reads
/// when it has waited.
/// </summary>
public sealed record Hold([property: Location] string Started, [property: Location] string Release) : IStage<Number>, IReadsFiles
{
    public int Value { get; init; }

    [Location] public string? Reads { get; init; }

    public ExternalFiles? Files => Reads is null ? null : ExternalFiles.Of(Reads);

    public Node<Number>? After { get; init; }

    public Number Run(StageContext context)
    {
        context.Progress.Log("holding");
        Console.WriteLine("printed by a library");
        context.Progress.Report(1, 2, "halfway");
        File.WriteAllText(Started, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        while (!File.Exists(Release))
        {
            context.CancellationToken.WaitHandle.WaitOne(10);
            context.CancellationToken.ThrowIfCancellationRequested();
        }

        if (Reads is null)
        {
            return new Number(Value);
        }

        using var text = new StreamReader(context.OpenFile(System.IO.Path.GetFileName(Reads)));
        return new Number(Value + int.Parse(text.ReadToEnd(), CultureInfo.InvariantCulture));
    }
}
