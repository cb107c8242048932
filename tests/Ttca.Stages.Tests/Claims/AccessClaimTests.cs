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
    private readonly PlanBuilder _builder = new(ExperimentPlan.Catalog);
    private readonly Node<Dataset> _dataset;
    private readonly Node<ImageSet> _own;
    private readonly Node<TrainedPlatform> _platform;

    public AccessClaimTests()
    {
        var experiment = new Experiment { Name = "access" };
        _dataset = _builder.Add(Fetch.Of(experiment.Dataset, []));
        _own = _builder.Add(new CollectiveSplit(experiment.Disparity.Subgroup, 100, 500, 1) { Dataset = _dataset });
        _platform = _builder.Add(
            new TrainPlatform(
                experiment.Platform,
                10,
                1) { Images = _builder.Add(new PlatformSplit(experiment.Disparity, 500, 1) { Dataset = _dataset }) });
    }

    [Fact]
    public void Answers_about_own_images_are_query_access() => Leaks(Optimize(Proxy(_own), _own)).ShouldBeEmpty();

    [Fact]
    public void White_box_perturbation_that_is_submitted_as_the_collectives_is_found() =>
        Leaks(_builder.Add(new OptimizeWhiteBox(new PerturbationParameters(), 100, 1) { Platform = _platform, Collective = _own }))
            .ShouldBe(["TrainPlatform (weights) > OptimizeWhiteBox"]);

    [Fact]
    public void Test_images_that_shape_a_perturbation_are_found() =>
        Leaks(Optimize(Proxy(_own), _builder.Add(new TestSplit([], 100) { Dataset = _dataset }))).ShouldBe(
            ["TestSplit (test images) > OptimizePerturbation"]);

    [Fact]
    public void Platforms_images_that_are_asked_about_are_found() =>
        Leaks(Optimize(Proxy(_builder.Add(new PlatformSplit(new DisparityParameters(), 500, 1) { Dataset = _dataset })), _own))
            .ShouldBe(["PlatformSplit (the platform's images) > QueryPlatform > ExtractProxy > OptimizePerturbation"]);

    [Fact]
    public void Leak_refutes_the_claim_and_is_named()
    {
        var transcript = new Transcript(
            new byte[2 * 3 * 4 * 4], new Answers(AnswerKind.Label, 2, [0, 1], []), 4, 4, members: 1, queriesPerMember: 2);

        AccessClaim.QueriesSuffice([], 3, [transcript, transcript], ["q"]).ShouldSatisfyAllConditions(
            claim => claim.Verdict.ShouldBe(ClaimVerdict.Supported),
            claim => claim.Measure.ShouldBe("3 perturbations from 4 queries in 2 transcripts"));
        AccessClaim.QueriesSuffice(["TrainPlatform (weights) > OptimizeWhiteBox"], 1, [transcript], ["q"]).ShouldSatisfyAllConditions(
            claim => claim.Verdict.ShouldBe(ClaimVerdict.NotSupported),
            claim => claim.Measure.ShouldBe(
                "1 perturbations from 2 queries in 1 transcripts; not by queries: TrainPlatform (weights) > OptimizeWhiteBox"));
    }

    private Node<Network> Proxy(Node<ImageSet> asked) =>
        _builder.Add(
            new ExtractProxy(
                new(),
                1,
                Draw: 1)
                {
                    Transcript = _builder.Add(new QueryPlatform(10, 10, AnswerKind.Label) { Platform = _platform, Collective = asked }),
                });

    private Node<Perturbation> Optimize(Node<Network> proxy, Node<ImageSet> images) =>
        _builder.Add(new OptimizePerturbation(new PerturbationParameters(), 100, 1) { Proxy = proxy, Collective = images });

    private static IEnumerable<string> Leaks(Node<Perturbation> submitted) => AccessClaim.LeaksInto(submitted);
}
