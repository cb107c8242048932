using Ttca.Configuration;
using Ttca.Pipeline;
using Ttca.Stages.Studies;

namespace Ttca.Stages.Tests;

/// <summary>The plans of the studies of fairness and of participation.</summary>
public sealed class FairnessStudyTests
{
    [Fact]
    public void Fairness_adds_tests_for_each_grouping_and_metrics_for_each_attribute_and_shares_the_rest()
    {
        var alone = Counts("fairface.yaml", "studies=[collective-size]");
        var both = Counts("fairface.yaml", "studies=[collective-size, fairness: { attributes: [race, gender, class] }]");

        Added(alone, both).ShouldBe(
            new Dictionary<string, int>
            {
                ["BootstrapGroups"] = 3,
                ["TestGroups"] = 4,
                ["RenderFairness"] = 1,
                ["RenderFairnessTable"] = 1,
                ["RenderGroupsTable"] = 1,
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Participation_asks_the_platform_nothing_anew()
    {
        var alone = Counts("embedded.yaml", "studies=[collective-size]");
        var both = Counts("embedded.yaml", "studies=[collective-size, participation: { shares: [1, 0, 0.5] }]");

        Added(alone, both).ShouldBe(
            new Dictionary<string, int>
            {
                ["BootstrapParticipation"] =
                    1, ["RenderCurves"] = 2, ["RenderStudyTable"] = 2, ["CompareContrasts"] = 2, ["RenderContrastsTable"] = 2,
            }, ignoreOrder: true);
    }

    [Fact]
    public void Order_of_shares_makes_no_difference() =>
        Plan("embedded.yaml", "studies=[participation: { shares: [1, 0, 0.5] }]").Select(node => node.Id)
            .ShouldBe(Plan("embedded.yaml", "studies=[participation: { shares: [0, 0.5, 1] }]").Select(node => node.Id));

    [Theory]
    [InlineData("0, 1.5")]
    [InlineData("-0.1, 0.5")]
    [InlineData("0.5, 0.5")]
    public void Shares_that_are_none_are_refused(string shares) =>
        Should.Throw<ConfigurationException>(() => Plan("embedded.yaml", $"studies=[participation: {{ shares: [{shares}] }}]"))
            .Message.ShouldContain("must be different numbers from 0 to 1");

    [Theory]
    [InlineData("embedded.yaml", "race", "fairness: the images of 'embedded' have no attribute 'race', but class")]
    [InlineData("cifar100.yaml", "race", "fairness: the images of 'cifar100' have no attribute 'race', but class, coarse, fine")]
    [InlineData("fairface.yaml", "Race", "fairness: the images of 'fairface' have no attribute 'Race', but class, age, gender, race")]
    [InlineData("fairface.yaml", "race, race", "names an attribute twice")]
    [InlineData("fairface.yaml", "race x gender x race", "'race x gender x race' combines an attribute with itself")]
    public void Attributes_that_the_data_set_lacks_are_refused(string file, string attributes, string problem) =>
        Should.Throw<ConfigurationException>(
            () => Plan(file, $"studies=[fairness: {{ attributes: [{attributes}] }}]")).Message.ShouldContain(
            problem);

    [Theory]
    [InlineData("embedded.yaml", "class")]
    [InlineData("cifar100.yaml", "coarse, fine")]
    [InlineData("fairface.yaml", "age, gender, race")]
    public void Attributes_that_the_data_set_has_are_allowed(string file, string attributes) =>
        Plan(file, $"studies=[fairness: {{ attributes: [{attributes}] }}]").Count(node => node.StageName == nameof(BootstrapGroups))
            .ShouldBe(attributes.Split(',').Length);

    [Theory]
    [InlineData("fairface.yaml", "race, race x gender", "fairness: groups by 'race x gender' are told by the class itself (gender), "
        + "so no class has images in all of them: they have no equal opportunity and no equalized odds, only accuracies to compare")]
    [InlineData("cifar100.yaml", "coarse", "fairness: groups by 'coarse' are told by the class itself (coarse), so no class has "
        + "images in all of them: they have no equal opportunity and no equalized odds, only accuracies to compare")]
    [InlineData("embedded.yaml", "class", "fairness: groups by 'class' are told by the class itself (class), so no class has images "
        + "in all of them: they have no equal opportunity and no equalized odds, only accuracies to compare")]
    public void Groups_by_the_class_itself_are_remarked_on(string file, string attributes, string remark) =>
        Read(file, $"studies=[fairness: {{ attributes: [{attributes}] }}]").Remarks().ShouldBe([remark]);

    [Fact]
    public void Groups_by_something_else_are_not_remarked_on() =>
        Read("fairface.yaml", "dataset.task=age", "studies=[fairness: { attributes: [race, gender, race x gender] }]")
            .Remarks()
            .ShouldBeEmpty();

    private static Dictionary<string, int> Added(Dictionary<string, int> before, Dictionary<string, int> after) =>
        after.Where(count => before.GetValueOrDefault(count.Key) != count.Value).ToDictionary(count => count.Key, count => count.Value);

    private static Dictionary<string, int> Counts(string file, string studies) =>
        Plan(file, studies).CountBy(node => node.StageName).ToDictionary();

    private static IReadOnlyList<Node> Plan(string file, string studies) => ExperimentPlan.Of(Read(file, studies)).Nodes;

    private static Experiment Read(string file, params string[] settings) =>
        ConfigurationReader.ReadFile<Experiment>(Path.Combine(RepositoryFolder.Path, "experiments", file), settings);
}
