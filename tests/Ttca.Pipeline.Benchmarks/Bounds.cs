using System.Globalization;
using System.Runtime.InteropServices;

namespace Ttca.Pipeline.Benchmarks;

/// <summary>Lines of what is measured, each beside its bound.</summary>
public sealed class Bounds
{
    private const int NameWidth = -64;

    /// <summary>Whether every bound so far was met.</summary>
    public bool AreMet { get; private set; } = true;

    /// <summary>Prints the machine and the heads of the columns.</summary>
    public static void WriteHead()
    {
        Console.WriteLine(
            $"{Processor()}, {Environment.ProcessorCount} logical processors, {RuntimeInformation.OSDescription}, "
                + $"{RuntimeInformation.FrameworkDescription}");
        Console.WriteLine();
        Console.WriteLine($"{"",NameWidth} {"bound",10} {"measured",10}");
    }

    /// <summary>Prints a value that may not be above its bound.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="bound">The largest allowed value; null where the value is only told.</param>
    /// <param name="measured">The value.</param>
    /// <param name="unit">Of both.</param>
    public void Write(string name, double? bound, double measured, string unit)
    {
        var isMet = bound is null || measured <= bound;
        AreMet &= isMet;
        var verdict = bound is null ? "" : isMet ? "met" : "NOT MET";
        Console.WriteLine(
            $"{name,NameWidth} {(bound is { } value ? Text(value, unit) : ""),10} {Text(measured, unit),10}  {verdict}".TrimEnd());
    }

    private static string Text(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.###} {unit}");

    private static string Processor()
    {
        const string Source = "/proc/cpuinfo";
        var line = File.Exists(Source)
            ? File.ReadLines(Source).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
