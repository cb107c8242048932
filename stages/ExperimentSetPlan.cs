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
        var planned = experiments.Experiments.Select(experiment => new ExperimentStudies(builder, experiment)).ToList();
        if (!experiments.IsList)
        {
            return new ExperimentSetPlan(
                builder.Build(), [new ResultFolder(experiments.Name, experiments.Name, planned[0].Files, planned[0].Experiment)]);
        }

        var whole = new ResultFolder(experiments.Name, experiments.Name, [.. Compare(builder, experiments.Name, planned)], null);
        var parts = planned.Select(
            part => new ResultFolder(
                part.Experiment.ResultsName, $"{experiments.Name}/{part.Experiment.ResultsName}", part.Files, part.Experiment));
        return new ExperimentSetPlan(builder.Build(), [whole, .. parts]);
    }

    /// <summary>
    /// What only all of them together show: collective size with a curve for each, verdicts side by side, and every number.
    /// </summary>
    private static IEnumerable<Node<RenderedFiles>> Compare(PlanBuilder builder, string name, IReadOnlyList<ExperimentStudies> parts)
    {
        if (parts.Any(part => part.BySize.Count > 0))
        {
            yield return builder.Add(FigureOf(name, [.. parts.Where(part => part.BySize.Count > 0)]));
        }

        yield return builder.Add(new CompareClaims(name) { Claims = [.. parts.Select(part => part.Claims)] });
        yield return builder.Add(new CollectMetrics(
            name,
            parts.Max(part => part.Experiment.Seeds.Count),
            [
                .. from part in parts
                   from study in part.Results
                   from label in study.Labels
                   select label with { Study = $"{part.Experiment.ResultsName}/{label.Study}" },
            ])
        {
            Metrics = [.. parts.SelectMany(part => part.Results).SelectMany(study => study.Metrics)],
        });
    }

    private static RenderCurves FigureOf(string name, IReadOnlyList<ExperimentStudies> parts)
    {
        var cells = new StudyCells(Study);
        var bySize = parts.Select(part => (
            part.Experiment.Name,
            Sizes: part.Experiment.Collective.Sizes
                .Order()
                .Zip(part.BySize, (size, metrics) => (Members: size, Cell: cells.Show(metrics)))
                .ToList())).ToList();
        return new RenderCurves(name, Study)
        {
            X = new Axis
            {
                Title = "Members of the collective",
                Scale = AxisScale.Logarithmic,
                Ticks =
                [
                    .. bySize.SelectMany(part => part.Sizes)
                        .Select(size => size.Members)
                        .Distinct()
                        .Order()
                        .Select(size => new AxisTick(size, $"{size}")),
                ],
            },
            Panels =
            [
                new LinePanel<MetricAt>(
                    "Accuracy of the subgroup", Axis.OfShare("accuracy", minimum: 0), CurvesOf(MetricName.AccuracySubgroup), []),
                new LinePanel<MetricAt>(
                    "Closure of the accuracy gap",
                    Axis.OfShare("closure"),
                    CurvesOf(MetricName.Closure),
                    [new ReferenceLine<MetricAt>("gap closed", 1), new ReferenceLine<MetricAt>("no effect", 0)]),
            ],
            Metrics = cells.Metrics,
            Caption = new FigureCaption(
                $"{CollectiveSizeStudy.Shown[..^1]}, for each experiment.",
                [
                    .. bySize.Select(
                        part => Finding.Closure($"{part.Name}: {Quantity.Of(part.Sizes[^1].Members, "member")}", part.Sizes[^1].Cell)),
                ]),
        };

        IReadOnlyList<LineSeries<MetricAt>> CurvesOf(string metric) =>
            [
                .. bySize.Select(
                    part => new LineSeries<MetricAt>(
                        part.Name,
                        [.. part.Sizes.Select(size => new LinePoint<MetricAt>(size.Members, size.Cell[metric, Conditions.Collective]))])),
            ];
    }
}

/// <summary>A folder of results.</summary>
/// <param name="Name">Of the experiment, or of the whole.</param>
/// <param name="Path">Within the folder of all results, or full.</param>
/// <param name="Files">The nodes whose files go there.</param>
/// <param name="Experiment">Whose results they are; null where they compare several.</param>
public sealed record ResultFolder(string Name, string Path, IReadOnlyList<Node> Files, Experiment? Experiment);
