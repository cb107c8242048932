using CsCheck;
using Ttca.Learning.Networks;

namespace Ttca.Collective.Tests;

public sealed class PlatformModelTests
{
    private const int ImageLength = 3 * 8 * 8;

    [Fact]
    public void Ask_answers_as_the_network_does_and_counts_every_image()
    {
        using var network = Architectures.Create("mlp", classes: 4, height: 8, width: 8, seed: 1);
        using var platform = new PlatformModel(network);
        var images = Images.Noise(count: 5, classes: 4, height: 8, width: 8, seed: 1);
        var box = platform.Open(AnswerKind.Probabilities, queryCap: 10);

        var answers = box.Ask(images.ReadAll(), images.Count);

        answers.Scores.Zip(network.Probabilities(images.ReadAll(), 5)).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-6f);
        box.Queries.ShouldBe(5);
        box.QueryCap.ShouldBe(10);
        box.Classes.ShouldBe(4);
    }

    [Fact]
    public void Ask_for_labels_gives_those_of_the_probabilities_and_says_how_they_were_computed()
    {
        using var platform = Tiny();
        var images = Images.Noise(count: 300, classes: 4, height: 8, width: 8, seed: 1);
        var box = platform.Open(AnswerKind.Label, queryCap: 300);

        var answers = box.Ask(images.ReadAll(), images.Count);

        answers.Labels.ShouldBe(platform.Open(AnswerKind.Probabilities, queryCap: 300).Ask(images.ReadAll(), images.Count).Labels);
        box.Queries.ShouldBe(300);
        (platform.Computed.InBfloat16 + platform.Computed.InFloat32).ShouldBe(300);
    }

    [Theory]
    [InlineData(AnswerKind.Probabilities, 20)]
    [InlineData(AnswerKind.Top1, 5)]
    [InlineData(AnswerKind.Label, 0)]
    public void Ask_shows_what_its_kind_allows_and_no_more(AnswerKind kind, int scores)
    {
        using var platform = Tiny();

        var answers = platform.Open(kind, queryCap: 5).Ask(new byte[5 * ImageLength], 5);

        answers.Kind.ShouldBe(kind);
        answers.Labels.Length.ShouldBe(5);
        answers.Scores.Length.ShouldBe(scores);
    }

    [Fact]
    public void Ask_over_the_cap_answers_nothing_counts_nothing_and_says_what_is_left()
    {
        using var platform = Tiny();
        var box = platform.Open(AnswerKind.Label, queryCap: 10);
        box.Ask(new byte[8 * ImageLength], 8);

        Should.Throw<QueryBudgetExceededException>(() => box.Ask(new byte[3 * ImageLength], 3)).Message.ShouldBe(
            "the platform answers at most 10 queries: 8 are spent, 3 more were asked, 2 are left. "
            + "Nothing was answered or counted; ask for fewer images, or raise the cap where the platform is opened.");

        box.Queries.ShouldBe(8);
        box.Ask(new byte[2 * ImageLength], 2).Count.ShouldBe(2);
        box.Queries.ShouldBe(10);
    }

    [Fact]
    public void Ask_any_sequence_never_passes_the_cap_and_counts_exactly_what_was_answered()
    {
        using var platform = Tiny();
        Gen.Select(Gen.Int[0, 30], Gen.Int[1, 9].Array[0, 12]).Sample(
            (cap, requests) =>
            {
                var box = platform.Open(AnswerKind.Label, cap);
                var answered = 0L;
                foreach (var count in requests)
                {
                    var fits = answered + count <= cap;
                    try
                    {
                        answered += box.Ask(new byte[count * ImageLength], count).Count;
                        fits.ShouldBeTrue();
                    }
                    catch (QueryBudgetExceededException)
                    {
                        fits.ShouldBeFalse();
                    }

                    box.Queries.ShouldBe(answered);
                }
            },
            iter: 50);
    }

    [Fact]
    public async Task Ask_from_several_threads_never_passes_the_cap()
    {
        using var platform = Tiny();
        var box = platform.Open(AnswerKind.Label, queryCap: 50);
        int AnsweredOf(int requests) => Enumerable.Range(0, requests).Sum(_ =>
        {
            try
            {
                return box.Ask(new byte[3 * ImageLength], 3).Count;
            }
            catch (QueryBudgetExceededException)
            {
                return 0;
            }
        });

        var answered = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AnsweredOf(10))));

        answered.Sum().ShouldBe(48);   // sixteen requests of three fit
        box.Queries.ShouldBe(48);
    }

    [Theory]
    [InlineData(2, 2 * ImageLength - 1, "2 images of 3x8x8 are 384 bytes, not 383 (Parameter 'pixels')")]
    [InlineData(1, 2 * ImageLength, "1 images of 3x8x8 are 192 bytes, not 384 (Parameter 'pixels')")]
    [InlineData(int.MaxValue, 0, "2147483647 images of 3x8x8 are 412316860224 bytes, not 0 (Parameter 'pixels')")]
    public void Ask_of_a_wrong_size_is_refused_uncounted(int count, int bytes, string message)
    {
        using var platform = Tiny();
        var box = platform.Open(AnswerKind.Label, queryCap: long.MaxValue);

        Should.Throw<ArgumentException>(() => box.Ask(new byte[bytes], count)).Message.ShouldBe(message);

        box.Queries.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Ask_about_no_image_is_refused(int count)
    {
        using var platform = Tiny();

        Should.Throw<ArgumentOutOfRangeException>(() => platform.Open(AnswerKind.Label, queryCap: 9).Ask([], count));
    }

    [Fact]
    public void Open_twice_gives_two_meters()
    {
        using var platform = Tiny();
        var first = platform.Open(AnswerKind.Label, queryCap: 5);
        var second = platform.Open(AnswerKind.Label, queryCap: 5);

        first.Ask(new byte[5 * ImageLength], 5);

        second.Queries.ShouldBe(0);
    }

    [Fact]
    public void Load_of_what_was_saved_answers_the_same()
    {
        using var platform = Tiny();
        using var file = new MemoryStream();
        platform.Save(file);
        file.Position = 0;
        using var loaded = PlatformModel.Load(file);
        var images = Images.Noise(count: 20, classes: 4, height: 8, width: 8, seed: 1);

        loaded.Open(AnswerKind.Probabilities, 20).Ask(images.ReadAll(), 20).Scores
            .ShouldBe(platform.Open(AnswerKind.Probabilities, 20).Ask(images.ReadAll(), 20).Scores);
    }

    private static PlatformModel Tiny() => new(Architectures.Create("mlp", classes: 4, height: 8, width: 8, seed: 1));
}
