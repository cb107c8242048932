using Ttca.Collective;
using Ttca.Configuration;
using Ttca.Pipeline;

namespace Ttca.Stages.Tests;

/// <summary>What each study adds to the plan of the embedded experiment, with 3 seeds and 4 sizes: all else it shares.</summary>
public sealed class StudyTests
{
    [Fact]
    public void Transfer_trains_two_more_platforms_and_shares_the_pair_of_the_experiment()
    {
        // 12 pairs, one of which the study of sizes has, with more controls; a platform has its own transcript, ceiling and controls.
        AddedBy("transfer").ShouldBe(
            new Dictionary<string, int>
            {
                ["TrainPlatform"] =
                    2 * 3, ["QueryPlatform"] =
                        2 * 3, ["ExtractProxy"] = 11 * 3, ["OptimizePerturbation"] = 11 * 3, ["OptimizeWhiteBox"] = 2 * 3,
                ["Evaluate"] = (11
                    + 2 * 3) * 3, ["AskProxy"] =
                        2 * 11 * 3, ["Bootstrap"] =
                            12, ["RenderHeatMap"] = 1, ["RenderStudyTable"] = 1, ["CompareContrasts"] = 1, ["RenderContrastsTable"] = 1,
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Answers_asks_anew_for_each_kind_and_judges_on_the_same_platform()
    {
        // Two roundings, top-1 and label; probabilities are those of the experiment, whose metrics are with more controls there.
        AddedBy("answers").ShouldBe(
            new Dictionary<string, int>
            {
                ["DefendPlatform"] =
                    2 * 3, ["QueryPlatform"] = 4 * 4 * 3, ["ExtractProxy"] = 4 * 4 * 3, ["OptimizePerturbation"] = 4 * 4 * 3,
                ["Evaluate"] =
                    4 * 4 * 3, ["AskProxy"] =
                        2 * 4 * 4 * 3, ["Bootstrap"] =
                            5 * 4, ["RenderCurves"] = 1, ["RenderStudyTable"] = 1, ["CompareContrasts"] = 1, ["RenderContrastsTable"] = 1,
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Shared_perturbation_adds_one_for_all_classes_on_the_same_proxies()
    {
        AddedBy("shared-perturbation").ShouldBe(
            new Dictionary<string, int>
            {
                ["OptimizePerturbation"] =
                    3, ["OptimizeWhiteBox"] =
                        3, ["Evaluate"] =
                            2 * 3, ["Bootstrap"] =
                                1, ["RenderBars"] = 1, ["RenderStudyTable"] = 1, ["CompareContrasts"] = 1, ["RenderContrastsTable"] = 1,
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Ablation_adds_a_network_of_own_labels_a_pool_of_one_and_perturbations_of_less_strength()
    {
        // One for all classes, and of four perturbations three strengths below full.
        AddedBy("ablation").ShouldBe(
            new Dictionary<string, int>
            {
                ["QueryPlatform"] =
                    3, ["AnswerThemselves"] =
                        3, ["ExtractProxy"] =
                            2 * 3, ["OptimizePerturbation"] = 3 * 3, ["Weaken"] = 4 * 3 * 3, ["AskOwnModel"] = 3, ["Evaluate"] = (3
                    + 4 * 3) * 3,
                ["Bootstrap"] =
                    1, ["BootstrapWrongClaims"] =
                        1, ["BootstrapMatchedClaims"] =
                            1, ["RenderBars"] =
                                1, ["RenderCurves"] = 1, ["RenderStudyTable"] = 3, ["CompareContrasts"] = 1, ["RenderContrastsTable"] = 1,
            },
            ignoreOrder: true);
        Should.Throw<ConfigurationException>(() => ConfigurationReader.ReadFile<Experiment>(
            Path.Combine(RepositoryFolder.Path, "experiments", "embedded.yaml"),
            ["studies=[ablation]", "collective.queries-per-member=1"])).Message.ShouldContain(
                "a collective gets 1 answer in all");
    }

    [Fact]
    public void Own_labels_are_learnt_without_the_platform()
    {
        var own = Plan("ablation").Where(node => node.StageName == nameof(AskOwnModel)).ToList();

        own.Count.ShouldBe(3);
        own.SelectMany(Before).Select(node => node.StageName).ShouldNotContain(nameof(TrainPlatform));
    }

    [Fact]
    public void Defence_trains_anew_for_adversarial_training_alone()
    {
        // JPEG, bit depth, smoothing and adversarial training change what is answered to every image; rounded scores and a rate limit only
        // the transcript. The first three can be optimised through.
        AddedBy("defence").ShouldBe(
            new Dictionary<string, int>
            {
                ["TrainPlatform"] = 3, ["DefendPlatform"] = 4 * 3, ["QueryPlatform"] = 6 * 3, ["ExtractProxy"] = (6
                    + 3) * 3, ["OptimizePerturbation"] = (6 + 3) * 3, ["OptimizeWhiteBox"] = 3,
                ["Evaluate"] = (6
                    + 3
                    + 4 * 3) * 3, ["AskProxy"] =
                        2 * 6 * 3, ["Bootstrap"] =
                            7, ["RenderBars"] = 1, ["RenderStudyTable"] = 2, ["CompareContrasts"] = 1, ["RenderContrastsTable"] = 1,
                // 5 platforms, with nothing and with random signs; 7 collectives; 3 adaptive ones
                ["Detect"] = (5 + 7 + 3 + 5) * 3, ["BootstrapDetection"] = 7,
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Adaptive_collective_knows_the_defence_by_name_and_amount_and_nothing_else_of_the_platform()
    {
        var nodes = Plan("defence: { variants: [{ name: jpeg, amount: 75 }, { name: rate-limit, amount: 2 }] }");
        var adaptive = nodes.Where(node => node.Stage is OptimizePerturbation { Through.Count: > 0 }).ToList();

        adaptive.Count.ShouldBe(3);
        adaptive.SelectMany(AccessClaim.LeaksInto).ShouldBeEmpty();
        adaptive
            .Select(node => ((OptimizePerturbation)node.Stage).Through.Single())
            .ShouldAllBe(known => known == new DefenceParameters { Name = "jpeg", Amount = 75 });
        adaptive.SelectMany(node => node.Inputs.SelectMany(input => input.Nodes))
            .Select(node => node.Stage)
            .OfType<ExtractProxy>()
            .ShouldAllBe(proxy => proxy.Behind.Count == 1);
        nodes.Where(node => node.Stage is Evaluate { Condition: Conditions.Adaptive }).SelectMany(node => node.Inputs.SelectMany(
            input => input.Nodes)).Select(node => node.StageName).Distinct()
            .ShouldBe(["DefendPlatform", "TestSplit", "OptimizePerturbation"], ignoreOrder: true);
    }

    [Fact]
    public void Retraining_trains_with_and_without_the_signal_for_each_size()
    {
        AddedBy("retraining").ShouldBe(
            new Dictionary<string, int>
            {
                ["PlantSignal"] =
                    2 * 4 * 3, ["TrainPlatform"] =
                        2 * 4 * 3, ["Evaluate"] =
                            3 * 4 * 3, ["Bootstrap"] =
                                4, ["RenderCurves"] = 1, ["RenderStudyTable"] = 1, ["CompareContrasts"] = 1, ["RenderContrastsTable"] = 1,
            },
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("defence: { variants: [{ name: jpeg, amount: 0 }] }", "jpeg")]
    [InlineData("defence: { variants: [{ name: rate-limit, amount: 1.5 }] }", "rate-limit: must be a whole number from 1 to 10000")]
    [InlineData("defence: { variants: [{ name: adversarial-training, "
        + "amount: 65 }] }", "adversarial-training: must be a whole number from 1 to 64")]
    [InlineData("defence: { variants: [{ name: captcha, amount: 1 }] }", "'captcha'")]
    [InlineData("answers: { digits: [7] }", "answers.digits.0: 7 is abo")]
    [InlineData("transfer: { proxies: [resnet9] }", "resnet8")]
    public void Settings_that_are_none_are_refused(string study, string complaint) =>
        Should.Throw<ConfigurationException>(() => Plan(study)).Message.ShouldContain(complaint);

    [Fact]
    public void Every_transcript_of_the_plan_is_in_the_ledger_of_claims()
    {
        var nodes = Plan("answers");

        nodes.Single(node => node.StageName == "JudgeClaims").Inputs.Single(input => input.Name == "transcripts").Nodes
            .ShouldBe(nodes.Where(node => node.StageName == "QueryPlatform"), ignoreOrder: true);
    }

    /// <summary>All that a node is made of.</summary>
    private static IEnumerable<Node> Before(Node node) =>
        node.Inputs.SelectMany(input => input.Nodes).SelectMany(input => Before(input).Prepend(input));

    private static Dictionary<string, int> AddedBy(string study)
    {
        var alone = Plan("epsilon: { values: [4/255] }").CountBy(node => node.StageName).ToDictionary();
        return Plan("epsilon: { values: [4/255] }", study).CountBy(node => node.StageName)
            .ToDictionary(count => count.Key, count => count.Value - alone.GetValueOrDefault(count.Key))
            .Where(count => count.Value != 0).ToDictionary(count => count.Key, count => count.Value);
    }

    private static IReadOnlyList<Node> Plan(params string[] studies) => ExperimentPlan.Of(ConfigurationReader.ReadFile<Experiment>(
        Path.Combine(RepositoryFolder.Path, "experiments", "embedded.yaml"),
        [
            "replicates.platforms=3",
            "replicates.proxies=1",
            "collective.sizes=[20, 50, 100, 200]",
            $"studies=[collective-size, {string.Join(", ", studies)}]",
        ])).Nodes;
}
