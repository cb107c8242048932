using Ttca.Collective;
using Ttca.Configuration;
using Ttca.Datasets;
using Ttca.Fairness;
using Ttca.Learning.Data;
using Ttca.Stages.Studies;

namespace Ttca.Stages.Tests;

/// <summary>What answers a study's question is a difference on the same images, with an interval and a test.</summary>
public sealed class ContrastsTests
{
    [Fact]
    public void Difference_is_of_the_group_that_is_asked_and_its_p_is_that_of_the_sign_test()
    {
        // Of 20 images of the subgroup 6 are wrong before and right after, and none the other way: 2 of 2^6 swaps are as extreme. Of the
        // majority one is.
        var (after, before) = (
            Answers(Conditions.Collective, wrong: [30]), Answers(Conditions.None, wrong: [0, 20, 21, 22, 23, 24, 25, 30]));
        var compare = new CompareContrasts(Resamples: 10_000, Classes: 2, Proxies: 1) { Asked = [], Afters = [], Befores = [] };

        var subgroup = compare.Compare(
            new AskedContrast("after - before", IsOfMajority: false, Conditions.Collective, Conditions.None),
            [(after, before)],
            seed: 1,
            threads: 1);
        subgroup.Difference.Estimate.Value.ShouldBe(6 / 20.0, 1e-12);
        subgroup.Difference.Estimate.Low.ShouldBeGreaterThan(0);
        subgroup.Test.PValue.ShouldBe(2 / 64.0, 0.006);

        var majority = compare.Compare(
            new AskedContrast("after - before", IsOfMajority: true, Conditions.Collective, Conditions.None),
            [(after, before)],
            seed: 1,
            threads: 1);
        majority.Difference.Estimate.Value.ShouldBe(1 / 20.0, 1e-12);
        majority.Test.PValue.ShouldBe(1);
    }

    [Fact]
    public void Contrasts_of_a_study_are_corrected_for_their_number()
    {
        MeasuredContrast Measured(string name, double p) => new(
            name,
            new MetricEstimate("accuracy-subgroup", "after - before", new Estimate(0.1, 0.05, 0.15), [], 2_000, 10, 9_999, 0),
            new PermutationResult("accuracy-subgroup", "after - before", 0.1, p, 9_999));

        string markdown = new RenderContrastsTable("made-up", "epsilon") { Contrasts = null! }.TableOf(
            [Measured("8 against 4", 0.02), Measured("16 against 8", 0.0001)])
            .Render().Single(file => file.Extension == "md").Text;

        markdown.ShouldMatch(@"8 against 4 +\| +0\.100 \[0\.050, 0\.150\] \| 0\.020");
        markdown.ShouldMatch(@"16 against 8 +\| +0\.100 \[0\.050, 0\.150\] \| \\< 0\.001");
        markdown.ShouldContain("Corrected by Holm for the 2 contrasts;");
    }

    [Fact]
    public void Every_study_of_cells_names_its_contrasts()
    {
        Names("epsilon: { values: [4/255, 8/255, 16/255] }").ShouldBe(["epsilon 8/255 - 4/255", "epsilon 16/255 - 8/255"]);
        Names("shared-perturbation").ShouldBe(["one per class - one for all classes", "one for all classes - no perturbation"]);
        // A rate limit and rounded scores change no answer to a test image.
        Names("defence: { variants: [{ name: jpeg, amount: 75 }, { name: rate-limit, amount: 2 }] }").ShouldBe(
            [
                "JPEG, quality 75 - no defence, perturbed",
                "JPEG, quality 75, adaptive - not adaptive",
                "JPEG, quality 75 - no defence, majority unperturbed",
                "2 queries per member - no defence, perturbed",
            ]);
    }

    [Fact]
    public void Participation_compares_all_with_nobody_in_both_groups() =>
        Names("participation").ShouldBe(["all of the subgroup - nobody", "all of the majority joins - none of it, majority"]);

    [Theory]
    [InlineData(1, "pool of 10 - Square Attack alone, 1 query", 6)]    // alone 4 of 12 are right at once, 2 more after 5 queries, 6 never
    [InlineData(8, "pool of 10 - Square Attack alone, 8 queries", 4)]
    public void Pool_is_compared_with_its_users_alone_on_the_same_images_by_queries(int queries, string name, int better)
    {
        int[] alone = [1, 1, 1, 1, 5, 5, .. Enumerable.Repeat(AttackedOutcomes.Never, 6)];
        int[] pooled = [.. Enumerable.Range(0, 12).Select(i => i < 10 ? 1 : AttackedOutcomes.Never)];
        var pool = new Pool(Members: 10, QueriesPerMember: 1);
        var seed = new Counts(8, new Dictionary<string, int[]> { [BootstrapQueryBudget.SquareAlone] = alone, [pool.Condition()] = pooled });
        var compare = new CompareQueryBudget(
            Resamples: 10_000, QueriesPerImage: 8) { Pools = [pool], Square = [], HopSkipJump = [], Pooled = [] };

        var contrast = compare.Compare([seed], pool, BootstrapQueryBudget.SquareAlone, queries, seed: 1, threads: 1);

        contrast.Name.ShouldBe(name);
        contrast.Difference.Estimate.Value.ShouldBe(better / 12.0, 1e-12);
        contrast.Test.PValue.ShouldBe(2 / Math.Pow(2, better), 0.01);   // all discordant images are for the pool: the sign test
    }

    private static IEnumerable<string> Names(string study) =>
        ExperimentPlan.Of(
            ConfigurationReader.ReadFile<Experiment>(
                Path.Combine(RepositoryFolder.Path, "experiments", "embedded.yaml"), [$"studies=[{study}]"])).Nodes
            .Where(node => node.StageName == nameof(CompareContrasts))
                .Select(node => ((CompareContrasts)node.Stage).Asked.Select(asked => asked.Name))
                .Single();

    /// <summary>20 images of the majority, then 20 of the subgroup, all of class 0.</summary>
    private static Evaluation Answers(string condition, int[] wrong) => new(
        new int[40],
        [.. Enumerable.Range(0, 40).Select(i => i < 20 ? Group.Majority : Group.Subgroup)],
        [new Condition(condition, [.. Enumerable.Range(0, 40).Select(i => wrong.Contains(i) ? 1 : 0)], new int[40])],
        new int[40],
        Queries: 40);
}
