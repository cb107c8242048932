using Ttca.Collective;
using Ttca.Configuration;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;
using Ttca.Stages.Codecs;
using Ttca.Stages.Studies;

namespace Ttca.Stages.Tests;

/// <summary>What is drawn anew, and what shares its chance with what.</summary>
public sealed class ReplicatesTests
{
    [Fact]
    public void Proxies_of_a_platform_learn_the_same_answers_and_add_nothing_else()
    {
        var one = Plan("replicates.proxies=1");
        var three = Plan("replicates.proxies=3");

        three.CountBy(node => node.StageName).ExceptBy(one.CountBy(node => node.StageName), count => count).Select(count => (
            count.Key, count.Value - one.Count(node => node.StageName == count.Key)))
            .ShouldBe(
                [
                    ("ExtractProxy", 2 * 2),
                    ("OptimizePerturbation", 2 * 2),
                    ("Evaluate", 2 * 2 * 2),
                    ("AskProxy", 2 * 2 * 2),
                    ("ShufflePhases", 2 * 2),
                    ("Bootstrap", 1),
                    ("DivideVariance", 1),
                    ("RenderVarianceTable", 1),
                ],
                ignoreOrder: true);
        three.Where(node => node.StageName == "ExtractProxy" && ((ExtractProxy)node.Stage).Seed == 1 && AtMost(node) == 3)
            .Select(node => ((ExtractProxy)node.Stage).Transcript).Distinct().Count().ShouldBe(1);

        int AtMost(
            Node node) =>
                three.Count(
                    other => other.Stage is ExtractProxy proxy
                        && proxy.Seed == 1
                        && proxy.Transcript.Equals(((ExtractProxy)node.Stage).Transcript));
    }

    [Fact]
    public void The_largest_collective_at_the_experiments_epsilon_has_every_proxy_and_others_the_first()
    {
        var nodes = Plan(
            "replicates.proxies=3",
            "studies=[collective-size, epsilon: { values: [4/255, 8/255] }, fairness, participation, query-budget]");

        // 50 members; 4/255; 200 members at 8/255, once for these and once for itself
        ProxiesOf<Bootstrap>(stage => stage.Proxies).ShouldBe([1, 1, 1, 3], ignoreOrder: true);
        ProxiesOf<CompareContrasts>(stage => stage.Proxies).ShouldBe([1, 1, 3]);                 // sizes, epsilons, participation
        ProxiesOf<BootstrapParticipation>(stage => stage.Proxies).ShouldBe([3]);
        ProxiesOf<TestGroups>(stage => stage.Collective.Distinct().Count()).ShouldBe([2 * 3]);

        IEnumerable<int> ProxiesOf<TStage>(Func<TStage, int> of) => nodes.Select(node => node.Stage).OfType<TStage>().Select(of);
    }

    /// <summary>A mean over proxies beside one proxy would compare the proxies.</summary>
    [Fact]
    public void What_is_compared_has_the_same_proxies()
    {
        Submission Of(int? proxies) => new("c", proxies, (_, _) => null!);

        Submission.ProxiesOf([Of(null), Of(3), Of(3)]).ShouldBe(3);
        Submission.ProxiesOf([Of(null)]).ShouldBe(1);
        Should.Throw<ArgumentException>(() => Submission.ProxiesOf([Of(3), Of(null), Of(1)])).Message.ShouldBe(
            "compared are submissions for 1 and 3 proxies of each platform");
    }

    [Fact]
    public void Every_study_can_be_planned_with_several_proxies() => Plan(
        "replicates.proxies=2",
        "studies=[collective-size, epsilon, transfer, answers, query-budget, fairness, shared-perturbation, participation, "
            + "ablation, defence, retraining]").ShouldNotBeEmpty();

    [Fact]
    public void Variance_is_divided_where_there_is_one_to_divide() =>
        new[] { "replicates={ platforms: 1, proxies: 3 }", "replicates={ platforms: 3, proxies: 1 }" }
            .ShouldAllBe(setting => Plan(setting).All(node => node.StageName != "DivideVariance"));

    [Fact]
    public void Draws_differ_by_replicate_and_stream_and_share_their_chance_by_nothing_else()
    {
        var transcript = new PlanBuilder(ExperimentPlan.Catalog);
        Node<Transcript> answers = transcript.Add(
            new AnswerThemselves(
                10,
                10,
                10)
                {
                    Collective = transcript.Add(
                        new CollectiveSplit([], 100, 100, 1) { Dataset = transcript.Add(new Fetch(new EmbeddedParameters())) }),
                });

        long SeedOf(int seed, int draw, int epochs = 5) =>
            StageContext.DeriveSeed(transcript.Add(new ExtractProxy(new() { Epochs = epochs }, seed, draw) { Transcript = answers }));

        SeedOf(1, 1).ShouldBe(SeedOf(1, 1, epochs: 6));
        new[] { SeedOf(1, 1), SeedOf(1, 2), SeedOf(1, 3), SeedOf(2, 1), SeedOf(2, 2) }.Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public void Table_says_whose_the_spread_is()
    {
        double[][][] accuracy = [[[1, 0, 1, 1], [1, 1, 1, 0]], [[0, 0, 1, 0], [0, 1, 0, 0]]];
        var components = VarianceComponents.Of(accuracy, ValueRange.Share);

        string csv = new RenderVarianceTable(
            "e (d)",
            "s")
            {
                Variance = null!,
            }.TableOf(new DividedVariance(components, components)).Render().Single(file => file.Extension == "csv").Text;

        // Platform means 0.75 and 0.25, proxies' equal; images' means 0.5, 0.5, 0.75, 0.25: mean squares 1, 0, 1/6, 1/6 and 1/3.
        csv.ShouldContain("\nplatform,0.38188");              // sqrt((1 - 0 - 1/6 + 1/3) / 8)
        csv.ShouldContain("\nproxy of a platform,0,0,0,0\r\n");  // (0 - 1/3) / 4 is below zero
    }

    private static IReadOnlyList<Node> Plan(
        string replicates, string studies = "studies=[collective-size]") => ExperimentPlan.Of(ConfigurationReader.ReadFile<Experiment>(
        Path.Combine(RepositoryFolder.Path, "experiments", "embedded.yaml"), ["replicates.platforms=2", replicates, studies])).Nodes;
}
