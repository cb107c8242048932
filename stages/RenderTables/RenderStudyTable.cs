using System.Globalization;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Learning;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;

namespace Ttca.Stages;

/// <summary>A study's table: each row says what was done, then what was measured of it.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Study">Names the files.</param>
[PartOf("RenderTables")]
public sealed record RenderStudyTable(string Experiment, string Study) : IStage<RenderedFiles>
{
    private const int MostEpsilons = 4;     // fit a line
    private const int Decimals = 2; // more would not fit the width of a page; the .csv and metrics.json have all digits

    /// <summary>What the study asks, a sentence.</summary>
    public required string Question { get; init; }

    /// <summary>What every row has in common, for the caption.</summary>
    public required string Setting { get; init; }

    /// <summary>Over the columns that say what was done.</summary>
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>Over the columns of what is measured.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required IReadOnlyList<MeasuredRow> Rows { get; init; }

    /// <summary>Numbers that stand beneath the table, in a line; what columns mean is in <c>docs/studies.md</c>.</summary>
    public IReadOnlyList<StudyNote> Notes { get; init; } = [];

    /// <summary>The study's cells.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    /// <summary>Sizes of perturbations to give in units of <see cref="Pixels"/> too.</summary>
    public IReadOnlyList<PixelFraction> Epsilons { get; init; } = [];

    /// <summary>Of the test images; where <see cref="Epsilons"/> are given.</summary>
    public Node<PixelDeviations>? Pixels { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var cells = Metrics.Select(context.Load).ToList();
        return RenderedFiles.Of(TableOf(cells, Pixels is null ? null : context.Load(Pixels)));
    }

    internal Table TableOf(IReadOnlyList<Metrics> cells, PixelDeviations? pixels)
    {
        string numbers = string.Join(
            ' ', [.. Notes.Select(note => note.In(cells)), .. pixels is null ? [] : new[] { EpsilonsIn(pixels, Epsilons) }]);
        return new Table
        {
            Name = Study,
            Caption = $"{Question} Experiment {Experiment}; {Setting}.",
            Columns =
            [
                .. Variables.Select(variable => new TableColumn(variable)),
                .. Columns.Select(column => new TableColumn(column, CellKind.Interval) { Decimals = Decimals }),
            ],
            Rows = [.. Rows.Select(row => CellsOf(row, cells))],
            RowSources = [.. Rows.Select(row => InputPath.Of(nameof(Metrics), row.Numbers[0].Cell))],
            Notes =
            [
                StudyNotes.Intervals([.. cells.Select(cell => cell.Estimates[0])]),
                .. numbers.Length > 0 ? [numbers] : Array.Empty<string>(),
                StudyNotes.Reading(Study, Rows.SelectMany(row => row.Numbers).Select(number => number.In(cells))),
            ],
        };
    }

    private static IReadOnlyList<TableCell> CellsOf(MeasuredRow row, IReadOnlyList<Metrics> cells) =>
        [.. row.Values.Select(value => (TableCell)value), .. row.Numbers.Select(number => (TableCell)number.In(cells).Estimate)];

    /// <summary>Epsilon in units of what it changes.</summary>
    internal static string EpsilonsIn(PixelDeviations pixels, IReadOnlyList<PixelFraction> epsilons)
    {
        var (first, others) = (
            epsilons[0],
            epsilons.Skip(1)
                .Take(MostEpsilons - 1)
                .Select(epsilon => string.Create(CultureInfo.InvariantCulture, $"; {epsilon}: {epsilon.Pixels / pixels.Subgroup:0.00}")));
        return string.Create(CultureInfo.InvariantCulture,
            $"Epsilon {first} is {first.Pixels / pixels.Subgroup:0.00} of the subgroup's pixel deviation, as "
                + $"{first.Pixels * pixels.Majority / pixels.Subgroup:0.#}/255 of the majority's{string.Concat(others)}.");
    }
}

/// <summary>One row.</summary>
/// <param name="Values">Of the variables, as they are written.</param>
/// <param name="Numbers">One for each column.</param>
public sealed record MeasuredRow(IReadOnlyList<string> Values, IReadOnlyList<MetricAt> Numbers);

/// <summary>A sentence beneath a table; numbers without their intervals, which <c>metrics.json</c> has.</summary>
/// <param name="Text">All of it, or its beginning where <see cref="Values"/> end it.</param>
public sealed record StudyNote(string Text)
{
    /// <summary>Numbers that end the sentence.</summary>
    public IReadOnlyList<NamedMetric> Values { get; init; } = [];

    internal string In(IReadOnlyList<Metrics> cells) => Values.Count == 0 ? Text
        : $"{Text}{string.Join(", ", Values.Select(value => $"{value.Label} {TextOf(value.At.In(cells).Estimate)}"))}.";

    private static string TextOf(Estimate estimate) =>
        estimate.IsDefined ? estimate.Value.ToString("0.00", CultureInfo.InvariantCulture) : "undefined";
}

/// <summary>A number with its name.</summary>
public sealed record NamedMetric(string Label, MetricAt At);
