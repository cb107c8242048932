namespace Ttca.Collective.Tests;

public sealed class QueryPoolingTests
{
    private static readonly LinearModel Model = LinearModel.OfRandomSigns(classes: 4, height: 4, width: 4, seed: 3);

    [Fact]
    public void Pool_asks_once_about_each_image_of_the_members_in_order()
    {
        var collective = Images.Noise(count: 20, classes: 4, height: 4, width: 4, seed: 1);
        var platform = new LinearPlatform(Model);

        var transcript = QueryPooling.Pool(platform, collective, members: 3, queriesPerMember: 5);

        transcript.Members.ShouldBe(3);
        transcript.QueriesPerMember.ShouldBe(5);
        transcript.Queries.ShouldBe(15);
        platform.Queries.ShouldBe(15);
        transcript.Pixels.ShouldBe(collective.ReadAll()[..(15 * 48)]);
        transcript.Answers.Labels.ShouldBe(Model.Labels(transcript.Pixels, 15));
    }

    [Fact]
    public void Pool_of_a_smaller_collective_is_the_beginning_of_a_larger_one()
    {
        var collective = Images.Noise(count: 20, classes: 4, height: 4, width: 4, seed: 1);

        var small = QueryPooling.Pool(new LinearPlatform(Model), collective, members: 2, queriesPerMember: 5);
        var large = QueryPooling.Pool(new LinearPlatform(Model), collective, members: 4, queriesPerMember: 5);

        large.Pixels[..small.Pixels.Length].ShouldBe(small.Pixels);
        large.Answers.Labels[..10].ShouldBe(small.Answers.Labels);
    }

    [Fact]
    public void Pool_of_more_than_the_collective_owns_asks_nothing_and_says_what_is_missing()
    {
        var collective = Images.Noise(count: 20, classes: 4, height: 4, width: 4, seed: 1);
        var platform = new LinearPlatform(Model);

        Should.Throw<ArgumentException>(() => QueryPooling.Pool(platform, collective, members: 5, queriesPerMember: 5))
            .Message.ShouldBe("5 members with 5 queries each need 25 images; the collective owns 20 (Parameter 'members')");
        platform.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Pool_of_an_overflowing_number_is_refused() =>
        Should.Throw<ArgumentException>(
            () => QueryPooling.ImagesOf(Images.Noise(4, 2, 2, 2, seed: 1), members: 65_536, queriesPerMember: 65_536))
            .Message.ShouldBe("65536 members with 65536 queries each need 4294967296 images; the collective owns 4 (Parameter 'members')");

    [Fact]
    public void Transcript_with_an_answer_too_few_is_refused() =>
        Should.Throw<ArgumentException>(
            () => new Transcript(new byte[24], new Answers(AnswerKind.Label, 2, [0], []), 2, 2, members: 2, queriesPerMember: 1))
            .Message.ShouldBe("2 members with 1 queries each need 2 answers, not 1 (Parameter 'answers')");

    [Fact]
    public void Transcript_with_a_broken_image_is_refused() =>
        Should.Throw<ArgumentException>(
            () => new Transcript(new byte[23], new Answers(AnswerKind.Label, 2, [0, 1], []), 2, 2, members: 2, queriesPerMember: 1))
            .Message.ShouldBe("2 images of 3x2x2 are 24 bytes, not 23 (Parameter 'pixels')");
}
