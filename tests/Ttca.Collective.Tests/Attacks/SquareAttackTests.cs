using Ttca.Datasets;
using Ttca.Learning;
using Ttca.Learning.Data;

namespace Ttca.Collective.Tests.Attacks;

public sealed class SquareAttackTests
{
    private const int Side = 8;
    private const int Epsilon = 8;
    private const int Cap = 600;

    // 3 x 7 x 7 weights of size 1: |w|_1 = 147, so 8 steps raise the margin by 1,176 at most.
    private const int Reach = Epsilon * 147;

    private static readonly int[] Weights = MarginPlatform.SignsInReach(Side, seed: 3);
    private static readonly AttackLimits Limits = new(new PixelFraction(Epsilon), Cap);

    [Fact]
    public void Attack_finds_what_half_of_the_reach_is_enough_for()
    {
        var (images, platform) = Wrong(by: Reach / 2);

        var attacked = Attack(platform, images);

        attacked.Succeeded.ShouldAllBe(succeeded => succeeded);
        attacked.PredictedBefore.ShouldAllBe(label => label == 0);
        attacked.Queries.ShouldAllBe(queries => queries < Cap);
    }

    [Theory]
    [InlineData(AnswerKind.Probabilities)]
    [InlineData(AnswerKind.Top1)]
    public void Attack_never_succeeds_out_of_reach_and_spends_its_cap(AnswerKind kind)
    {
        var (images, platform) = Wrong(by: Reach, kind: kind);   // the best change leads to a margin of 0, which is still class 0

        var attacked = Attack(platform, images);

        attacked.Succeeded.ShouldAllBe(succeeded => !succeeded);
        attacked.Queries.ShouldAllBe(queries => queries == Cap);
        attacked.QueriesToRight(0).ShouldBeNull();
    }

    [Fact]
    public void Attack_comes_near_the_optimum()
    {
        var (images, platform) = Wrong(by: Reach);

        Attack(platform, images);

        // 0 is the margin of x + epsilon sign(w).
        for (var i = 0; i < images.Count; i++)
        {
            platform.Asked
                .Max(asked => platform.Margin(asked.AsSpan(i * images.ImageLength, images.ImageLength)))
                .ShouldBeInRange(-Reach / 5, 0);
        }
    }

    [Fact]
    public void Images_that_are_right_cost_the_first_query_alone()
    {
        var (images, platform) = Wrong(by: -1);

        var attacked = Attack(platform, images);

        attacked.Queries.ShouldAllBe(queries => queries == 1);
        attacked.Succeeded.ShouldAllBe(succeeded => !succeeded);
        attacked.QueriesToRight(0).ShouldBe(1);
        platform.Queries.ShouldBe(images.Count);
    }

    [Fact]
    public void Stripes_that_are_enough_cost_the_second_query()
    {
        // One value decides, so that half of all stripes bring it across: 100 of 200 expected, and 3.29 deviations (of 7.07) are 23.
        var weights = new int[3 * Side * Side];
        weights[(2 * Side) + 5] = 1;
        var images = MarginPlatform.Copies(200, Side, seed: 1);
        var platform = new MarginPlatform(weights, threshold: images.ReadAll()[(2 * Side) + 5], AnswerKind.Probabilities);

        var attacked = Attack(platform, images);

        attacked.Succeeded.ShouldAllBe(succeeded => succeeded);
        attacked.Queries.Count(queries => queries == 2).ShouldBeInRange(77, 123);
        var second = platform.Asked[1].Chunk(images.ImageLength).Select(image => platform.Margin(image) > 0);
        attacked.Queries.Select(queries => queries == 2).ShouldBe(second);
    }

    [Fact]
    public void Attack_starts_with_vertical_stripes_of_epsilon()
    {
        var (images, platform) = Wrong(by: Reach);

        Attack(platform, images);

        int[] difference = [.. images.Image(0).ToArray().Zip(platform.Asked[1], (before, after) => after - before)];
        difference.ShouldAllBe(step => Math.Abs(step) == Epsilon);
        for (var j = 0; j < difference.Length; j++)
        {
            difference[j].ShouldBe(difference[(j / (Side * Side) * Side * Side) + (j % Side)], $"value {j} and the top of its column");
        }

        difference.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Submitted_images_stay_within_epsilon_and_the_pixel_range()
    {
        var images = Images.Noise(6, classes: 2, Side, Side, seed: 4);   // 0 and 255 among its values
        var platform = new MarginPlatform(Weights, threshold: 100_000, AnswerKind.Probabilities);
        int[] wrong = [1, 3, 5];

        PerUserAttack.Square(platform, images, wrong, Limits, startingShare: 0.5, seed: 1);

        var original = images.Select(wrong).ReadAll();
        platform.Asked.Count.ShouldBe(Cap);
        platform.Asked.ShouldAllBe(asked => asked.Zip(original).All(pair => Math.Abs(pair.First - pair.Second) <= Epsilon));
        // Where nothing is clipped every value moves by just epsilon.
        platform.Asked[^1].Zip(original)
            .Where(pair => pair.Second is >= Epsilon and <= 255 - Epsilon)
            .ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) == Epsilon);
    }

    [Fact]
    public void Every_query_changes_something_and_a_worse_one_is_taken_back()
    {
        var (images, platform) = Wrong(by: Reach, count: 1);

        Attack(platform, images);

        var best = platform.Asked[1];
        foreach (var asked in platform.Asked.Skip(2))
        {
            asked.ShouldNotBe(best);
            var changed = Enumerable.Range(0, asked.Length).Where(j => asked[j] != best[j]).ToArray();
            int[] rows = [.. changed.Select(j => j / Side % Side)];
            int[] columns = [.. changed.Select(j => j % Side)];
            Math.Max(rows.Max() - rows.Min(), columns.Max() - columns.Min()).ShouldBeLessThan(6);   // sqrt(0.5 x 64) = 5.66
            best = platform.Margin(asked) > platform.Margin(best) ? asked : best;
        }
    }

    [Fact]
    public void Meter_counts_what_the_rows_say_and_no_image_passes_the_cap()
    {
        var (images, platform) = Wrong(by: Reach * 17 / 20);

        var attacked = Attack(platform, images);

        attacked.TotalQueries.ShouldBe(platform.Queries);
        attacked.Queries.ShouldAllBe(queries => queries <= Cap);
        attacked.Queries.Distinct().Count().ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Images_alone_and_together_cost_the_same()
    {
        var (images, platform) = Wrong(by: Reach * 3 / 4);
        var together = Attack(platform, images);

        for (var row = 0; row < images.Count; row++)
        {
            var (_, fresh) = Wrong(by: Reach * 3 / 4);
            var alone = PerUserAttack.Square(fresh, images, [row], Limits, startingShare: 0.5, seed: 1);

            alone.Queries.ShouldBe([together.Queries[row]]);
            alone.Succeeded.ShouldBe([together.Succeeded[row]]);
        }

        together.Queries.Distinct().Count().ShouldBeGreaterThan(3);   // equal pictures, but random numbers of their own
    }

    [Fact]
    public void Attack_is_repeatable_and_follows_its_seed()
    {
        var (images, _) = Wrong(by: Reach * 3 / 4);
        int[] queries(long seed) => PerUserAttack.Square(Wrong(by: Reach * 3 / 4).Platform, images, [0, 1, 2], Limits, 0.5, seed).Queries;

        queries(1).ShouldBe(queries(1));
        queries(1).ShouldNotBe(queries(2));
    }

    [Fact]
    public void Cap_that_is_too_low_is_refused_before_anything_is_asked()
    {
        var (images, platform) = Wrong(by: Reach, cap: (12 * Cap) - 1);

        Should.Throw<QueryBudgetExceededException>(() => Attack(platform, images)).Message.ShouldContain($"{12 * Cap} more were asked");

        platform.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Labels_alone_are_refused() =>
        Should.Throw<ArgumentException>(
            () => Attack(Wrong(by: 1, kind: AnswerKind.Label).Platform, MarginPlatform.Copies(1, Side, seed: 1)))
            .Message.ShouldBe(
                "the Square Attack follows scores, and this platform answers with labels alone: use HopSkipJump (Parameter 'platform')");

    [Fact]
    public void No_images_are_refused() =>
        Should.Throw<ArgumentException>(
            () => PerUserAttack.Square(Wrong(by: 1).Platform, MarginPlatform.Copies(1, Side, seed: 1), [], Limits, 0.5, seed: 1))
            .Message.ShouldBe("there are no images to attack (Parameter 'rows')");

    /// <summary>Images of class 1 whose margin falls short of it: by 0 or more they are answered with class 0.</summary>
    private static (ImageSet Images, MarginPlatform Platform) Wrong(
        int by, int count = 12, AnswerKind kind = AnswerKind.Probabilities, long cap = long.MaxValue)
    {
        var images = MarginPlatform.Copies(count, Side, seed: 2);
        var sum = new MarginPlatform(Weights, threshold: 0, kind).Margin(images.Image(0));
        return (images, new MarginPlatform(Weights, threshold: sum + by, kind, cap));
    }

    private static AttackedImages Attack(MarginPlatform platform, ImageSet images) =>
        PerUserAttack.Square(platform, images, [.. Enumerable.Range(0, images.Count)], Limits, startingShare: 0.5, seed: 1);
}
