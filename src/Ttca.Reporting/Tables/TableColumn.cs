using Ttca.Fairness;

namespace Ttca.Reporting.Tables;

public enum CellKind
{
    Text,

    /// <summary>A whole number, such as queries or images.</summary>
    Count,

    /// <summary>A number without an interval.</summary>
    Number,

    /// <summary>A value with its interval: <c>0.62 [0.55, 0.70]</c>; three columns in CSV.</summary>
    Interval,
}

/// <summary>One column. Text stands left, numbers right.</summary>
/// <param name="Header">What the column holds.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="Unit">Of its numbers; shown in brackets after the header.</param>
public sealed record TableColumn(string Header, CellKind Kind = CellKind.Text, string? Unit = null)
{
    /// <summary>
    /// Digits after the point in <c>.tex</c> and <c>.md</c>; null: as many as the column's intervals (or its largest number) justify.
    /// </summary>
    public int? Decimals { get; init; }

    internal string Title => Unit is null ? Header : $"{Header} ({Unit})";
}

/// <summary>One cell; converts from string, long, double and <see cref="Estimate"/>. NaN is undefined.</summary>
public abstract record TableCell
{
    private protected TableCell(CellKind kind) => Kind = kind;

    internal CellKind Kind { get; }

    public static implicit operator TableCell(string text) => new TextCell(text);

    public static implicit operator TableCell(long count) => new CountCell(count);

    public static implicit operator TableCell(double number) => new NumberCell(number);

    public static implicit operator TableCell(Estimate estimate) => new IntervalCell(estimate);
}

internal sealed record TextCell(string Text) : TableCell(CellKind.Text);

internal sealed record CountCell(long Count) : TableCell(CellKind.Count);

internal sealed record NumberCell(double Number) : TableCell(CellKind.Number);

internal sealed record IntervalCell(Estimate Estimate) : TableCell(CellKind.Interval);
