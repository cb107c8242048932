using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Learning.Networks;
using Ttca.Pipeline;
using Ttca.Reporting.Claims;

namespace Ttca.Stages.Tests.Claims;

/// <summary>C7: every way to a perturbation that the collective submits.</summary>
public sealed class AccessClaimTests
{
    private readonly PlanBuilder builder = new(ExperimentPlan.Catalog);
    private readonly Node<Dataset> dataset;
    private readonly Node<ImageSet> own;
    private readonly Node<TrainedPlatform> platform;

    public AccessClaimTests()
    {
        var experiment = new Experiment { Name = "access" };
        dataset = builder.Add(Fetch.Of(experiment.Dataset, []));
        own = builder.Add(new CollectiveSplit(experiment.Disparity.Subgroup, 100, 500, 1) { Dataset = dataset });
        platform = builder.Add(new TrainPlatform(experiment.Platform, 10, 1) { Images = builder.Add(new PlatformSplit(experiment.Disparity, 500, 1) { Dataset = dataset }) });
    }

    [Fact]
    public void Answers_about_own_images_are_query_access() => Leaks(Optimize(Proxy(own), own)).ShouldBeEmpty();

    [Fact]
    public void White_box_perturbation_that_is_submitted_as_the_collectives_is_found() =>
        Leaks(builder.Add(new OptimizeWhiteBox(new PerturbationParameters(), 100, 1) { Platform = platform, Collective = own }))
            .ShouldBe(["TrainPlatform (weights) > OptimizeWhiteBox"]);

    [Fact]
    public void Test_images_that_shape_a_perturbation_are_found() =>
        Leaks(Optimize(Proxy(own), builder.Add(new TestSplit([], 100) { Dataset = dataset }))).ShouldBe(["TestSplit (test images) > OptimizePerturbation"]);

    [Fact]
    public void Platforms_images_that_are_asked_about_are_found() =>
        Leaks(Optimize(Proxy(builder.Add(new PlatformSplit(new DisparityParameters(), 500, 1) { Dataset = dataset })), own))
            .ShouldBe(["PlatformSplit (the platform's images) > QueryPlatform > ExtractProxy > OptimizePerturbation"]);

    [Fact]
    public void Leak_refutes_the_claim_and_is_named()
    {
        var transcript = new Transcript(new byte[2 * 3 * 4 * 4], new Answers(AnswerKind.Label, 2, [0, 1], []), 4, 4, members: 1, queriesPerMember: 2);

        AccessClaim.QueriesSuffice([], 3, [transcript, transcript], ["q"]).ShouldSatisfyAllConditions(
            claim => claim.Verdict.ShouldBe(ClaimVerdict.Supported),
            claim => claim.Measure.ShouldBe("3 perturbations from 4 queries in 2 transcripts"));
        AccessClaim.QueriesSuffice(["TrainPlatform (weights) > OptimizeWhiteBox"], 1, [transcript], ["q"]).ShouldSatisfyAllConditions(
            claim => claim.Verdict.ShouldBe(ClaimVerdict.NotSupported),
            claim => claim.Measure.ShouldBe("1 perturbations from 2 queries in 1 transcripts; not by queries: TrainPlatform (weights) > OptimizeWhiteBox"));
    }

    private Node<Network> Proxy(Node<ImageSet> asked) =>
        builder.Add(new ExtractProxy(new(), 1, Draw: 1) { Transcript = builder.Add(new QueryPlatform(10, 10, AnswerKind.Label) { Platform = platform, Collective = asked }) });

    private Node<Perturbation> Optimize(Node<Network> proxy, Node<ImageSet> images) =>
        builder.Add(new OptimizePerturbation(new PerturbationParameters(), 100, 1) { Proxy = proxy, Collective = images });

    private static IEnumerable<string> Leaks(Node<Perturbation> submitted) => AccessClaim.LeaksInto(submitted);
}
