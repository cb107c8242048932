using System.Globalization;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;

namespace Ttca.Stages;

/// <summary>A study's table: each row says what was done, then what was measured of it.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Study">Names the files.</param>
[PartOf("RenderTables")]
public sealed record RenderStudyTable(string Experiment, string Study) : IStage<RenderedFiles>
{
    private const int Decimals = 2; // more would not fit the width of a page; the .csv and metrics.json have all digits

    /// <summary>What the study asks, a sentence.</summary>
    public required string Question { get; init; }

    /// <summary>What every row has in common, for the caption.</summary>
    public required string Setting { get; init; }

    /// <summary>Over the columns that say what was done.</summary>
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>What is measured.</summary>
    public required IReadOnlyList<StudyColumn> Columns { get; init; }

    public required IReadOnlyList<StudyRow> Rows { get; init; }

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
        string numbers = string.Join(' ', [.. Notes.Select(note => note.In(cells)), .. pixels is null ? [] : new[] { ControlNotes.Epsilons(pixels, Epsilons) }]);
        return new Table
        {
            Name = Study,
            Caption = $"{Question} Experiment {Experiment}; {Setting}.",
            Columns =
            [
                .. Variables.Select(variable => new TableColumn(variable)),
                .. Columns.Select(column => new TableColumn(column.Header, CellKind.Interval) { Decimals = Decimals }),
            ],
            Rows = [.. Rows.Select(row => CellsOf(row, cells))],
            RowSources = [.. Rows.Select(row => InputPath.Of(nameof(Metrics), row.Cell))],
            Notes =
            [
                StudyNotes.Intervals([.. cells.Select(cell => cell.Estimates[0])]),
                .. numbers.Length > 0 ? [numbers] : Array.Empty<string>(),
                StudyNotes.Reading(Study, Rows.SelectMany(row => Columns.Select(column => At(row, column).In(cells)))),
            ],
        };
    }

    private IReadOnlyList<TableCell> CellsOf(StudyRow row, IReadOnlyList<Metrics> cells) =>
    [
        .. row.Values.Select(value => (TableCell)value),
        .. Columns.Select(column => (TableCell)At(row, column).In(cells).Estimate),
    ];

    private static MetricAt At(StudyRow row, StudyColumn column) => new(row.Cell, column.Metric, column.Condition ?? row.Condition);
}

/// <summary>One thing that is measured in every row.</summary>
/// <param name="Header">What it is.</param>
/// <param name="Metric">Its name.</param>
/// <param name="Condition">What it is measured under; null: each row's own condition.</param>
public sealed record StudyColumn(string Header, string Metric, string? Condition = null);

/// <summary>One row.</summary>
/// <param name="Values">Of the variables, as they are written.</param>
/// <param name="Cell">The cell that its numbers are of.</param>
/// <param name="Condition">What its numbers were measured under.</param>
public sealed record StudyRow(IReadOnlyList<string> Values, int Cell, string Condition);

/// <summary>A sentence beneath a table; numbers without their intervals, which <c>metrics.json</c> has.</summary>
/// <param name="Text">All of it, or its beginning where <see cref="Values"/> end it.</param>
public sealed record StudyNote(string Text)
{
    /// <summary>Numbers that end the sentence.</summary>
    public IReadOnlyList<NamedMetric> Values { get; init; } = [];

    internal string In(IReadOnlyList<Metrics> cells) => Values.Count == 0 ? Text
        : $"{Text}{string.Join(", ", Values.Select(value => $"{value.Label} {TextOf(value.At.In(cells).Estimate)}"))}.";

    private static string TextOf(Estimate estimate) => estimate.IsDefined ? estimate.Value.ToString("0.00", CultureInfo.InvariantCulture) : "undefined";
}

/// <summary>A number with its name.</summary>
public sealed record NamedMetric(string Label, MetricAt At);
