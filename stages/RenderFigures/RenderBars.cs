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
    public required IReadOnlyList<BarsPanel> Panels { get; init; }

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
        Panels = [.. Panels.Select(panel => Draw(panel, cells))],
        Evidence = Evidence.Of([.. Panels.SelectMany(panel => panel.Groups).SelectMany(group => group.Bars).Select(bar => bar.Value.In(cells))]),
    };

    private static BarPanel Draw(BarsPanel panel, IReadOnlyList<Metrics> cells) => new()
    {
        Title = panel.Title,
        Y = ShareAxis.Of(panel.YTitle, panel.Minimum),
        Groups = [.. panel.Groups.Select(group => new BarGroup(group.Label, [.. group.Bars.Select(bar => Draw(bar, cells))]))],
        References = [.. panel.References.Select(line => line.In(cells))],
    };

    private static Bar Draw(BarAt bar, IReadOnlyList<Metrics> cells)
    {
        var estimate = bar.Value.In(cells);
        return new Bar(bar.Series, estimate.Estimate, estimate.PerSeed);
    }
}

/// <summary>One pair of axes.</summary>
/// <param name="Title">Stands above it.</param>
/// <param name="YTitle">What is measured.</param>
/// <param name="Minimum">Least value shown; null: what the data need.</param>
/// <param name="Groups">From left to right.</param>
/// <param name="References">Horizontal lines to compare with.</param>
public sealed record BarsPanel(string Title, string YTitle, double? Minimum, IReadOnlyList<BarsGroup> Groups, IReadOnlyList<ReferenceAt> References);

/// <summary>Bars that stand together.</summary>
public sealed record BarsGroup(string Label, IReadOnlyList<BarAt> Bars);

/// <summary>One bar.</summary>
/// <param name="Series">Says its look.</param>
/// <param name="Value">Its height.</param>
public sealed record BarAt(string Series, MetricAt Value);
