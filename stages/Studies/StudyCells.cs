using Ttca.Configuration;
using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>The cells of a study's grid, in the order in which they are planned. Its figures and tables show numbers of these.</summary>
/// <param name="study">Its name.</param>
public sealed class StudyCells(string study)
{
    private readonly List<Cell> _cells = [];

    /// <summary>What a figure or table of the study reads.</summary>
    public IReadOnlyList<Node<Metrics>> Metrics => [.. _cells.Select(cell => cell.Metrics)];

    /// <summary>What the study reports.</summary>
    public StudyResults Results
    {
        get
        {
            var reported = _cells.Where(cell => cell.Label is not null).ToList();
            return new StudyResults([.. reported.Select(cell => cell.Label!)], [.. reported.Select(cell => cell.Metrics)]);
        }
    }

    /// <summary>Adds a cell that the study reports.</summary>
    /// <param name="variable">What is varied, such as <c>members</c>.</param>
    /// <param name="value">Such as <c>50</c>.</param>
    /// <param name="metrics">Of the cell.</param>
    public Cell Add(string variable, string value, Node<Metrics> metrics) => Add(new CellLabel(study, variable, value), metrics);

    /// <summary>Adds a cell that is shown beside those of the study, and reported elsewhere.</summary>
    public Cell Show(Node<Metrics> metrics) => Add(null, metrics);

    private Cell Add(CellLabel? label, Node<Metrics> metrics)
    {
        var cell = new Cell(_cells.Count, label, metrics);
        _cells.Add(cell);
        return cell;
    }

    /// <summary>A table of the cells.</summary>
    /// <param name="plan">Whose experiment the caption names, with what it holds fixed.</param>
    /// <param name="name">Names the files, and the section of docs/studies.md.</param>
    /// <param name="question">What the study asks, a sentence.</param>
    /// <param name="variables">Over the columns that say what was done.</param>
    /// <param name="columns">What is measured.</param>
    /// <param name="rows">Of which cells and conditions.</param>
    public RenderStudyTable Table(
        ExperimentPlan plan,
        string name,
        string question,
        IReadOnlyList<string> variables,
        IReadOnlyList<StudyColumn> columns,
        IEnumerable<StudyRow> rows)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new RenderStudyTable(plan.Title, name)
        {
            Question = question,
            Setting = plan.Setting,
            Variables = variables,
            Columns = [.. columns.Select(column => column.Header)],
            Rows =
            [
                .. rows.Select(
                    row => new MeasuredRow(
                        row.Values, [.. columns.Select(column => row.Cell[column.Metric, column.Condition ?? row.Condition])])),
            ],
            Metrics = Metrics,
        };
    }
}

/// <summary>A cell of a study: it knows, before anything runs, which metrics it will have.</summary>
public sealed class Cell
{
    private readonly int _index;
    private readonly HashSet<(string Metric, string Condition)> _estimated;

    internal Cell(int index, CellLabel? label, Node<Metrics> metrics)
    {
        _index = index;
        Label = label;
        Metrics = metrics;
        _estimated = [.. ((IEstimatesMetrics)metrics.Stage).Estimated()];
    }

    public Node<Metrics> Metrics { get; }

    internal CellLabel? Label { get; }

    /// <summary>One of its numbers.</summary>
    /// <param name="metric">See <see cref="MetricName"/>.</param>
    /// <param name="condition">What it is measured under, see <see cref="Conditions"/>.</param>
    /// <exception cref="PlanException">The cell won't have it.</exception>
    public MetricAt this[string metric, string condition] => _estimated.Contains((metric, condition))
        ? new MetricAt(_index, metric, condition)
        : throw new PlanException($"A cell of {Metrics.StageName}", [Problem(metric, condition)]);

    private string Problem(string metric, string condition)
    {
        var conditions = _estimated.Where(one => one.Metric == metric).Select(one => one.Condition).ToList();
        return conditions.Count == 0
            ? $"it will have no metric '{metric}'{Nearest(metric, _estimated.Select(one => one.Metric))}"
            : $"it will have no {metric} under '{condition}'{Nearest(condition, conditions)}";

        static string Nearest(string name, IEnumerable<string> known) =>
            NearestName.Of(name, known) is { } nearest ? $"; nearest is '{nearest}'" : "";
    }
}

/// <summary>One thing that is measured in every row of a table.</summary>
/// <param name="Header">What it is.</param>
/// <param name="Metric">Its name.</param>
/// <param name="Condition">What it is measured under; null: each row's own condition.</param>
public sealed record StudyColumn(string Header, string Metric, string? Condition = null);

/// <summary>One row of a table.</summary>
/// <param name="Values">Of the variables, as they are written.</param>
/// <param name="Cell">That its numbers are of.</param>
/// <param name="Condition">What its numbers are measured under.</param>
public sealed record StudyRow(IReadOnlyList<string> Values, Cell Cell, string Condition);
