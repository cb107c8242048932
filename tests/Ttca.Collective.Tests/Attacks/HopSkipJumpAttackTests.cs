using Ttca.Datasets;
using Ttca.Learning;
using Ttca.Learning.Data;

namespace Ttca.Collective.Tests.Attacks;

public sealed class HopSkipJumpAttackTests
{
    private const int Side = 8;
    private const int Epsilon = 8;
    private const int Cap = 1_500;
    private const int Length = 3 * Side * Side;

    private static readonly int[] Weights = MarginPlatform.SignsInReach(Side, seed: 3);
    private static readonly AttackLimits Limits = new(new PixelFraction(Epsilon), Cap);

    // 147 weights of size 1, as in SquareAttackTests.
    private const int Reach = Epsilon * 147;

    /// <summary>
    /// The start is 40 beyond the image along the weights' signs: a ball of radius r, clipped to, has a margin of 147 (r - 19.5).
    /// </summary>
    private const int HalfwayBetween19And20 = 147 * 39 / 2;

    [Fact]
    public void Attack_finds_what_two_thirds_of_the_reach_are_enough_for()
    {
        var (images, platform) = Wrong(by: Reach * 2 / 3);

        var attacked = Attack(platform, images, Crooked());

        attacked.Queries.ShouldAllBe(queries => queries > 1 + 1 + 12 + 100);   // the way to the start alone isn't enough

        attacked.Succeeded.ShouldAllBe(succeeded => succeeded);
        attacked.Queries.ShouldAllBe(queries => queries < Cap);
    }

    [Fact]
    public void Last_image_asked_about_is_right_and_within_epsilon()
    {
        var (images, platform) = Wrong(by: Reach / 2, count: 1);

        Attack(platform, images, Own(start: 40)).Succeeded.ShouldBe([true]);

        platform.Margin(platform.Asked[^1]).ShouldBeGreaterThan(0);
        platform.Asked[^1].Zip(images.ReadAll(), (after, before) => Math.Abs(after - before)).Max().ShouldBeLessThanOrEqualTo(Epsilon);
        platform.Asked
            .SkipLast(1)
            .ShouldAllBe(asked => platform.Margin(asked) <= 0 || asked.Zip(images.ReadAll(), (a, b) => Math.Abs(a - b)).Max() > Epsilon);
    }

    [Fact]
    public void Attack_never_succeeds_out_of_reach_and_spends_its_cap()
    {
        var (images, platform) = Wrong(by: Reach);

        var attacked = Attack(platform, images, Own(start: 40));

        attacked.Succeeded.ShouldAllBe(succeeded => !succeeded);
        attacked.Queries.ShouldAllBe(queries => queries == Cap);
    }

    [Fact]
    public void Boundary_is_found_by_halving_the_radius_below_a_step()
    {
        var (images, platform) = Wrong(by: HalfwayBetween19And20, count: 1);

        Attack(platform, images, Own(start: 40));

        // Radii 40 (the start), 20, 10, 15, 17.5, 18.75, 19.375, 19.6875: the largest change is the next whole number.
        int largest(int query) => Moves(platform.Asked[query - 1], images.ReadAll()).Max(Math.Abs);
        Enumerable.Range(2, 8).Select(largest).ShouldBe([40, 20, 10, 15, 18, 19, 20, 20]);
        // A part of 64 of a step moves three of the 147 weights at most.
        platform.Margin(BoundaryPoint(platform)).ShouldBeInRange(1, 3);
    }

    [Fact]
    public void Gradient_is_estimated_from_a_hundred_answers_to_the_smallest_changes()
    {
        var (images, platform) = Wrong(by: HalfwayBetween19And20, count: 1);

        Attack(platform, images, Own(start: 40));

        var answers = platform.Asked.Skip(FirstAnswer(platform))
            .TakeWhile(asked => Moves(asked, BoundaryPoint(platform)).All(move => move is 1 or -1))
            .ToList();
        answers.Count.ShouldBe(100);
        answers.Count(asked => platform.Margin(asked) > 0).ShouldBeInRange(20, 80);
    }

    [Fact]
    public void First_step_follows_the_signs_of_the_weights()
    {
        var (images, platform) = Wrong(by: HalfwayBetween19And20, count: 1);

        Attack(platform, images, Own(start: 40));

        // The step is dist / sqrt(1) = 20. Each of 100 answers tells a sign with a correlation of about sqrt(2 / (147 pi)) = 0.066, so that
        // the
        // sum is right with probability Phi(0.66) = 0.75; a coin would give 0.5 +- 0.04.
        int[] step = [.. Moves(platform.Asked[FirstAnswer(platform) + 100], BoundaryPoint(platform))];
        step.ShouldAllBe(move => move == 20 || move == -20 || move == 0);
        Enumerable.Range(0, Length)
            .Where(j => Weights[j] != 0)
            .Average(j => Math.Sign(step[j]) == Weights[j] ? 1.0 : 0)
            .ShouldBeInRange(0.65, 0.85);
    }

    [Fact]
    public void Starts_that_are_answered_wrongly_cost_a_query_each()
    {
        var (images, platform) = Wrong(by: Reach / 2, count: 1);
        var right = Own(start: 40);
        var wrong = Own(start: -40);
        var own = new ImageSet([.. wrong.ReadAll(), .. wrong.ReadAll(), .. right.ReadAll()], [1, 1, 1], new Group[3], Side, Side);

        Attack(platform, images, own);

        var starts = platform.Asked.Skip(1).TakeWhile(asked => asked.AsSpan().SequenceEqual(wrong.ReadAll())).Count();
        starts.ShouldBeInRange(0, 2);
        platform.Asked[1 + starts].ShouldBe(right.ReadAll());
    }

    [Theory]
    [InlineData(1, 1)]     // own images of another class are no start
    [InlineData(3, 2)]     // both own images are answered wrongly
    public void Attack_without_a_start_fails_with_the_queries_it_spent(int queries, int kind)
    {
        var (images, platform) = Wrong(by: Reach / 2, count: 1);
        var wrong = Own(start: -40);
        var own = kind == 1
            ? new ImageSet(Own(start: 40).ReadAll(), [0], new Group[1], Side, Side)
            : new ImageSet([.. wrong.ReadAll(), .. wrong.ReadAll()], [1, 1], new Group[2], Side, Side);

        var attacked = Attack(platform, images, own);

        attacked.Succeeded.ShouldBe([false]);
        attacked.Queries.ShouldBe([queries]);
        platform.Queries.ShouldBe(queries);
    }

    [Fact]
    public void Meter_counts_what_the_rows_say_and_images_alone_cost_the_same()
    {
        var (images, platform) = Wrong(by: Reach * 2 / 3, count: 5);
        var together = Attack(platform, images, Crooked());

        together.TotalQueries.ShouldBe(platform.Queries);
        together.Queries.Distinct().Count().ShouldBeGreaterThan(1);
        for (var row = 0; row < images.Count; row++)
        {
            var alone = PerUserAttack.HopSkipJump(Wrong(by: Reach * 2 / 3).Platform, images, [row], Crooked(), Limits, seed: 1);

            alone.Queries.ShouldBe([together.Queries[row]]);
            alone.Succeeded.ShouldBe([together.Succeeded[row]]);
        }
    }

    [Fact]
    public void Cap_holds_in_every_phase()
    {
        for (var cap = 1; cap <= 130; cap += 3)
        {
            var (images, platform) = Wrong(by: Reach, count: 1);

            var attacked = PerUserAttack.HopSkipJump(
                platform, images, [0], Own(start: 40), new AttackLimits(new PixelFraction(Epsilon), cap), seed: 1);

            attacked.Queries.ShouldBe([cap]);
            platform.Queries.ShouldBe(cap);
        }
    }

    [Fact]
    public void Attack_starts_from_the_nearest_own_image_of_the_class()
    {
        var (images, platform) = Wrong(by: Reach, count: 1);
        var (near, far) = (Own(start: 40), Own(start: 60));

        Attack(platform, images, far.Append(near).Append(far));

        platform.Asked[1].ShouldBe(near.ReadAll());
    }

    [Fact]
    public void Own_images_of_another_size_are_refused() =>
        Should.Throw<ArgumentException>(
            () => Attack(Wrong(by: 1).Platform, MarginPlatform.Copies(1, Side, seed: 1), MarginPlatform.Copies(1, 4, seed: 1)))
            .Message.ShouldBe("own images of 4x4 for images of 8x8 (Parameter 'own')");

    private static IEnumerable<int> Moves(byte[] after, byte[] before) => after.Zip(before, (a, b) => a - b);

    /// <summary>
    /// Index of the first image that is asked about for the gradient: the first that is a step away from all values of the boundary point.
    /// </summary>
    private static int FirstAnswer(MarginPlatform platform) =>
        Enumerable.Range(12, 4).First(index => Moves(platform.Asked[index], LatestRight(platform, index)).All(move => move is 1 or -1));

    private static byte[] BoundaryPoint(MarginPlatform platform) => LatestRight(platform, FirstAnswer(platform));

    private static byte[] LatestRight(MarginPlatform platform, int before) =>
        platform.Asked.Take(before).Last(asked => platform.Margin(asked) > 0);

    /// <summary>An own image of class 1: the user's, moved along the signs of the weights.</summary>
    private static ImageSet Own(int start)
    {
        var image = MarginPlatform.Copies(1, Side, seed: 2);
        return new ImageSet([.. image.ReadAll().Select((pixel, j) =>
            (byte)(pixel + (start * Weights[j])))], image.Labels, image.Groups, Side, Side);
    }

    /// <summary>
    /// The same with every fourth value moved against the weights: the ball of epsilon holds half of the reach on the way to it.
    /// </summary>
    private static ImageSet Crooked()
    {
        var image = MarginPlatform.Copies(1, Side, seed: 2);
        return new ImageSet(
            [.. image.ReadAll().Select((pixel, j) => (byte)(pixel + (40 * Weights[j] * (j % 4 == 0 ? -1 : 1))))],
            image.Labels,
            image.Groups,
            Side,
            Side);
    }

    /// <summary>Images of class 1 whose margin falls short of it.</summary>
    private static (ImageSet Images, MarginPlatform Platform) Wrong(int by, int count = 4)
    {
        var images = MarginPlatform.Copies(count, Side, seed: 2);
        var sum = new MarginPlatform(Weights, threshold: 0, AnswerKind.Label).Margin(images.Image(0));
        return (images, new MarginPlatform(Weights, threshold: sum + by, AnswerKind.Label));
    }

    private static AttackedImages Attack(MarginPlatform platform, ImageSet images, ImageSet own) =>
        PerUserAttack.HopSkipJump(platform, images, [.. Enumerable.Range(0, images.Count)], own, Limits, seed: 1);
}
