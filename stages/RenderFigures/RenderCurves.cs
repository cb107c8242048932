using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages;

/// <summary>A study's figure where something is measured along a variable: curves with their intervals and every seed.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Study">Names the files.</param>
[PartOf("RenderFigures")]
public sealed record RenderCurves(string Experiment, string Study) : IStage<RenderedFiles>
{
    /// <summary>The variable, the same in each panel.</summary>
    public required Axis X { get; init; }

    public required IReadOnlyList<LinePanel<MetricAt>> Panels { get; init; }

    /// <summary>The study's cells.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    public required FigureCaption Caption { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var cells = Metrics.Select(context.Load).ToList();
        var figure = FigureOf(cells);
        return RenderedFiles.Of(Study, figure, Caption.In(cells, figure.Evidence), context.Progress);
    }

    internal LineFigure FigureOf(IReadOnlyList<Metrics> cells) => new()
    {
        Title = $"{Experiment}: {Study}",
        X = X,
        Panels = [.. Panels.Select(panel => panel.Select(value => value.In(cells)))],
        Evidence = Evidence.Of(
            [.. Panels.SelectMany(panel => panel.Series).SelectMany(series => series.Points).Select(point => point.Value.In(cells))]),
    };
}
