using Ttca.Pipeline;
using Ttca.Reporting;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>One plan for all experiments of a file, and which files go where.</summary>
/// <param name="Plan">The nodes of all; equal ones are one.</param>
/// <param name="Folders">That of the whole first.</param>
public sealed record ExperimentSetPlan(Plan Plan, IReadOnlyList<ResultFolder> Folders)
{
    private static readonly string Study = CollectiveSizeStudy.Name;

    public static ExperimentSetPlan Of(ExperimentSet experiments)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        var builder = new PlanBuilder(ExperimentPlan.Catalog);
        var planned = experiments.Experiments.Select(experiment => ExperimentPlan.AddTo(builder, experiment)).ToList();
        if (!experiments.IsList)
        {
            return new ExperimentSetPlan(builder.Build(), [new ResultFolder(experiments.Name, experiments.Name, planned[0].Files, planned[0].Experiment)]);
        }

        var whole = new ResultFolder(experiments.Name, experiments.Name, [.. Compare(builder, experiments.Name, planned)], null);
        var parts = planned.Select(part => new ResultFolder(part.Experiment.ResultsName, $"{experiments.Name}/{part.Experiment.ResultsName}", part.Files, part.Experiment));
        return new ExperimentSetPlan(builder.Build(), [whole, .. parts]);
    }

    /// <summary>What only all of them together show: collective size with a curve for each, verdicts side by side, and every number.</summary>
    private static IEnumerable<Node<RenderedFiles>> Compare(PlanBuilder builder, string name, IReadOnlyList<PlannedExperiment> parts)
    {
        if (parts.Any(part => part.BySize.Count > 0))
        {
            yield return builder.Add(FigureOf(name, [.. parts.Where(part => part.BySize.Count > 0)]));
        }

        yield return builder.Add(new CompareClaims(name) { Claims = [.. parts.Select(part => part.Claims)] });
        yield return builder.Add(new CollectMetrics(
            name,
            parts.Max(part => part.Experiment.Seeds.Count),
            [.. parts.SelectMany(part => part.Results.Labels.Select(label => label with { Study = $"{part.Experiment.ResultsName}/{label.Study}" }))])
        {
            Metrics = [.. parts.SelectMany(part => part.Results.Metrics)],
        });
    }

    private static RenderCurves FigureOf(string name, IReadOnlyList<PlannedExperiment> parts)
    {
        var sizes = parts.SelectMany(part => part.Experiment.Collective.Sizes).Distinct().Order();
        return new RenderCurves(name, Study)
        {
            X = new Axis { Title = "Members of the collective", Scale = AxisScale.Logarithmic, Ticks = [.. sizes.Select(size => new AxisTick(size, $"{size}"))] },
            Panels =
            [
                new LinePanel<MetricAt>("Accuracy of the subgroup", Axis.OfShare("accuracy", minimum: 0), CurvesOf("accuracy-subgroup", parts), []),
                new LinePanel<MetricAt>("Closure of the accuracy gap", Axis.OfShare("closure"), CurvesOf("closure", parts), [new ReferenceLine<MetricAt>("gap closed", 1), new ReferenceLine<MetricAt>("no effect", 0)]),
            ],
            Metrics = [.. parts.SelectMany(part => part.BySize)],
            Caption = new FigureCaption($"{CollectiveSizeStudy.Shown[..^1]}, for each experiment.", [.. parts.Index().Select(part =>
                Finding.Closure($"{part.Item.Experiment.Name}: {Quantity.Of(part.Item.Experiment.Collective.Sizes.Max(), "member")}", parts.Take(part.Index + 1).Sum(one => one.BySize.Count) - 1))]),
        };
    }

    private static List<LineSeries<MetricAt>> CurvesOf(string metric, IReadOnlyList<PlannedExperiment> parts)
    {
        List<LineSeries<MetricAt>> curves = [];
        int first = 0;
        foreach (var part in parts)
        {
            var sizes = part.Experiment.Collective.Sizes.Order().ToList();
            int offset = first;
            curves.Add(new LineSeries<MetricAt>(part.Experiment.Name, [.. sizes.Index().Select(size => new LinePoint<MetricAt>(size.Item, new MetricAt(offset + size.Index, metric, Conditions.Collective)))]));
            first += sizes.Count;
        }

        return curves;
    }
}

/// <summary>A folder of results.</summary>
/// <param name="Name">Of the experiment, or of the whole.</param>
/// <param name="Path">Within the folder of all results, or full.</param>
/// <param name="Files">The nodes whose files go there.</param>
/// <param name="Experiment">Whose results they are; null where they compare several.</param>
public sealed record ResultFolder(string Name, string Path, IReadOnlyList<Node> Files, Experiment? Experiment);
