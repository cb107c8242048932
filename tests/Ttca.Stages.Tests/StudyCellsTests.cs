using Ttca.Collective;
using Ttca.Configuration;
using Ttca.Fairness;
using Ttca.Learning;
using Ttca.Pipeline;
using Ttca.Stages.Studies;

namespace Ttca.Stages.Tests;

/// <summary>A cell knows before anything runs what it will have, and refuses everything else.</summary>
public sealed class StudyCellsTests
{
    private readonly ExperimentPlan _plan = new(Embedded(), new PlanBuilder(ExperimentPlan.Catalog));

    [Fact]
    public void Cells_are_numbered_in_the_order_of_planning_and_shown_ones_are_reported_elsewhere()
    {
        var cells = new StudyCells("epsilon");
        var first = cells.Add("epsilon", "8/255", _plan.BootstrapAll());
        var shown = cells.Show(_plan.BootstrapControlled());
        var last = cells.Add("epsilon", "4/255", _plan.WithEpsilon(new PixelFraction(4)).BootstrapAll());

        new[] { first, shown, last }.Select(cell => cell[MetricName.Closure, Conditions.Collective].Cell).ShouldBe([0, 1, 2]);
        cells.Metrics.ShouldBe([first.Metrics, shown.Metrics, last.Metrics]);
        cells.Results.Metrics.ShouldBe([first.Metrics, last.Metrics]);
        cells.Results.Labels.ShouldBe([new CellLabel("epsilon", "epsilon", "8/255"), new CellLabel("epsilon", "epsilon", "4/255")]);
    }

    [Fact]
    public void What_a_cell_will_not_have_is_refused_while_planning_with_the_nearest_that_it_will()
    {
        var cell = new StudyCells("epsilon").Add("epsilon", "8/255", _plan.BootstrapAll());

        Should.Throw<PlanException>(() => cell["clousre", Conditions.Collective]).Message
            .ShouldBe("A cell of Bootstrap has 1 problem:\n  it will have no metric 'clousre'; nearest is 'closure'");
        Should.Throw<PlanException>(() => cell[MetricName.Closure, "colective"]).Message
            .ShouldBe("A cell of Bootstrap has 1 problem:\n  it will have no closure under 'colective'; nearest is 'collective'");
        Should.Throw<PlanException>(() => cell[MetricName.Closure, Conditions.PhaseShuffled]).Message
            .ShouldBe("A cell of Bootstrap has 1 problem:\n  it will have no closure under 'phase-shuffled'");
        Should.Throw<PlanException>(() => cell[MetricName.FidelitySubgroup, Conditions.Random]);
        cell[MetricName.FidelitySubgroup, Conditions.Collective].Metric.ShouldBe("fidelity-subgroup");
    }

    [Fact]
    public void Study_that_can_not_be_planned_is_named()
    {
        var experiment = Embedded() with { Studies = [new Misspelt()] };

        Should.Throw<PlanException>(() => ExperimentPlan.Of(experiment)).Message
            .ShouldBe(
                "The study misspelt of embedded has 1 problem:\n  it will have no metric 'acuracy-subgroup'; nearest is "
                    + "'accuracy-subgroup'");
    }

    /// <summary>Of every study: the metrics that are shown are those that the stages say they will estimate.</summary>
    [Fact]
    public void Every_metric_has_one_name()
    {
        var names = typeof(MetricName).GetFields().Select(field => (string)field.GetValue(null)!).ToList();
        var planned = ExperimentPlan.Of(
            ConfigurationReader.ReadFile<Experiment>(Path.Combine(RepositoryFolder.Path, "experiments", "embedded-full.yaml"))).Nodes
            .Select(node => node.Stage).OfType<IEstimatesMetrics>()
                .SelectMany(stage => stage.Estimated())
                .Select(one => one.Metric)
                .Distinct()
                .ToList();

        names.ShouldBeSubsetOf(planned);
        names.ShouldBeUnique();
    }

    private static Experiment Embedded() =>
        ConfigurationReader.ReadFile<Experiment>(Path.Combine(RepositoryFolder.Path, "experiments", "embedded.yaml"));

    private sealed record Misspelt : IStudy
    {
        public string Name => "misspelt";

        public string Question => "?";

        public StudyResults Plan(ExperimentPlan plan)
        {
            var cells = new StudyCells(Name);
            var cell = cells.Add("members", "1", plan.BootstrapAll());
            plan.Add(
                cells.Table(
                    plan,
                    Name,
                    Question,
                    ["a"],
                    [new StudyColumn("Accuracy", "acuracy-subgroup")],
                    [new StudyRow(["x"], cell, Conditions.Collective)]));
            return cells.Results;
        }
    }
}
