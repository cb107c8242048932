using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Bars;

namespace Ttca.Stages;

/// <summary>A study's figure where variants are compared: groups of bars with their intervals and every seed.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Study">Names the files.</param>
[PartOf("RenderFigures")]
public sealed record RenderBars(string Experiment, string Study) : IStage<RenderedFiles>
{
    public required IReadOnlyList<BarPanel<MetricAt>> Panels { get; init; }

    /// <summary>The study's cells.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    public required FigureCaption Caption { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var cells = Metrics.Select(context.Load).ToList();
        var figure = FigureOf(cells);
        return RenderedFiles.Of(Study, figure, Caption.In(cells, figure.Evidence), context.Progress);
    }

    internal BarFigure FigureOf(IReadOnlyList<Metrics> cells) => new()
    {
        Title = $"{Experiment}: {Study}",
        Panels = [.. Panels.Select(panel => panel.Select(value => value.In(cells)))],
        Evidence = Evidence.Of(
            [.. Panels.SelectMany(panel => panel.Groups).SelectMany(group => group.Bars).Select(bar => bar.Value.In(cells))]),
    };
}
