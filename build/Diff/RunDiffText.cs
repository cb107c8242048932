using System.Globalization;
using System.Text;
using Ttca.Fairness;

namespace Ttca.Build.Diff;

/// <summary>The difference of two runs as text for a terminal of 120 columns.</summary>
internal static class RunDiffText
{
    /// <summary>Changes of a cell, other than those with intervals apart, that are worth a line: the JSON has them all.</summary>
    private const int MostPerCell = 8;

    private const int MostValues = 6;
    private const int LongestValue = 40;

    public static string Of(RunDiff diff)
    {
        var text = new StringBuilder();
        text.Append($"left   {diff.Left}\nright  {diff.Right}\n\n");
        if (diff.IsEqual)
        {
            text.Append($"The runs are equal: all {diff.Metrics.Unchanged} metrics");
            text.Append(diff.Origins is null ? ".\n" : ", the parameters, the code and the versions.\n");
        }
        else
        {
            Metrics(text, diff.Metrics);
        }

        if (diff.Origins is null)
        {
            text.Append(
                $"\nParameters and code can't be compared: there is no provenance.json in "
                    + $"{string.Join(" and ", diff.WithoutProvenance)}.\n");
        }
        else if (!diff.IsEqual)
        {
            Origins(text, diff.Origins);
        }

        return text.ToString();
    }

    private static void Metrics(StringBuilder text, RunDiffMetrics metrics)
    {
        int changed = metrics.Cells.Sum(cell => cell.Changes.Count);
        int apart = metrics.Cells.Sum(cell => cell.Changes.Count(change => change.IsApart));
        string marked = changed == 0 ? "" : apart == 0 ? ", none with intervals apart" : $", {apart} with intervals apart (marked *)";
        text.Append(CultureInfo.InvariantCulture, $"Metrics: {changed} changed{marked}; {metrics.Unchanged} unchanged\n");
        List(text, metrics.Settings.Select(setting => $"{setting.Name}: {Arrow(setting.Left, setting.Right)}"));
        List(text, metrics.OnlyLeft.Select(name => $"only left: {name}"));
        List(text, metrics.OnlyRight.Select(name => $"only right: {name}"));
        int width = metrics.Cells.SelectMany(cell => Shown(cell)).Select(change => NameOf(change).Length).DefaultIfEmpty(0).Max();
        foreach (var cell in metrics.Cells)
        {
            text.Append($"\n  {cell.Study}, {cell.Variable} = {cell.Value}\n");
            foreach (var change in Shown(cell))
            {
                text.Append(
                    $"  {(change.IsApart ? '*' : ' ')} {NameOf(change).PadRight(width)}  {Text(change.Left),-22}  "
                        + $"{Text(change.Right),-22}  {Signed(change.Difference)}\n");
            }

            if (cell.Changes.Count - Shown(cell).Count() is var rest and > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"    and {rest} smaller: --json FILE writes all\n");
            }
        }
    }

    private static IEnumerable<MetricChange> Shown(CellChanges cell) =>
        cell.Changes.Take(cell.Changes.Count(change => change.IsApart) + MostPerCell);

    private static void Origins(StringBuilder text, RunDiffOrigins origins)
    {
        Section(
            text,
            "Stages",
            [.. origins.OnlyLeft.Select(stage => $"only left: {stage}"), .. origins.OnlyRight.Select(stage => $"only right: {stage}")],
            null);
        Section(
            text,
            "Parameters",
            [.. origins.Parameters.Select(change => $"{change.Stage} {change.Path}: {Arrow(change.Left, change.Right)}")],
            "the same");
        Section(text, "Code", [.. origins.Code.SelectMany(CodeLines)], "the same");
        Section(
            text,
            "Device, threads, versions",
            [.. origins.Environment.Select(change => $"{change.Name}: {Arrow(change.Left, change.Right)}")],
            "the same");
    }

    private static IEnumerable<string> CodeLines(CodeChange change) =>
    [
        change.Parts.Count == 0 ? $"{change.Stage}: changed; the store of both runs (--store DIR) knows in what" : $"{change.Stage}:",
        .. change.Parts.Take(MostValues).Select(part => $"  {part}"),
        .. change.Parts.Count > MostValues
            ? [$"  and {change.Parts.Count - MostValues} more: --json FILE writes all"]
            : Array.Empty<string>(),
    ];

    /// <param name="otherwise">What is said of a section without lines; null: nothing.</param>
    private static void Section(StringBuilder text, string title, IReadOnlyList<string> lines, string? otherwise)
    {
        if (lines.Count > 0 || otherwise is not null)
        {
            text.Append($"\n{title}: {(lines.Count == 0 ? otherwise : "")}".TrimEnd(' ')).Append('\n');
            List(text, lines);
        }
    }

    private static void List(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            text.Append($"  {line}\n");
        }
    }

    private static string NameOf(MetricChange change) => $"{change.Metric} ({change.Condition})";

    private static string Text(Estimate estimate) => estimate.ToString();

    /// <summary>In the digits of the values, or in its own where these would show none.</summary>
    private static string Signed(double difference) => difference switch
    {
        double.NaN => "",
        0 => "0",
        _ when Math.Abs(difference) < 0.0005 => difference.ToString("+0.0e-0;-0.0e-0", CultureInfo.InvariantCulture),
        _ => difference.ToString("+0.000;-0.000", CultureInfo.InvariantCulture),
    };

    private static string Arrow(IReadOnlyList<string> left, IReadOnlyList<string> right) => $"{Values(left)} -> {Values(right)}";

    private static string Values(IReadOnlyList<string> values) => values.Count switch
    {
        0 => "unset",
        1 => Cut(values[0]),
        <= MostValues => $"{{{string.Join(", ", values.Select(Cut))}}}",
        _ => $"{{{string.Join(", ", values.Take(MostValues).Select(Cut))}, and {values.Count - MostValues} more}}",
    };

    private static string Cut(string value) => value.Length <= LongestValue ? value : value[..(LongestValue - 1)] + "…";
}
