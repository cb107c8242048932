namespace Ttca.Collective.Tests;

public sealed class AnswersTests
{
    private static readonly float[] Probabilities = [0.1f, 0.7f, 0.2f, 0.5f, 0.25f, 0.25f];

    [Fact]
    public void Reveal_of_probabilities_shows_them_all()
    {
        var answers = Answers.Reveal(AnswerKind.Probabilities, 3, Probabilities, Probabilities);

        answers.Labels.ShouldBe([1, 0]);
        answers.Scores.ShouldBe(Probabilities);
        answers.ToDistributions().ShouldBe(Probabilities);
    }

    [Fact]
    public void Reveal_of_top1_shows_the_label_and_its_probability_and_the_rest_is_spread_evenly()
    {
        var answers = Answers.Reveal(AnswerKind.Top1, 3, Probabilities, Probabilities);

        answers.Labels.ShouldBe([1, 0]);
        answers.Scores.ShouldBe([0.7f, 0.5f]);
        answers.ToDistributions().ShouldBe([0.15f, 0.7f, 0.15f, 0.5f, 0.25f, 0.25f], 1e-6);
    }

    [Fact]
    public void Reveal_of_labels_shows_no_score_and_all_mass_is_on_the_label()
    {
        var answers = Answers.Reveal(AnswerKind.Label, 3, Probabilities, Probabilities);

        answers.Scores.ShouldBeEmpty();
        answers.ToDistributions().ShouldBe([0, 1, 0, 1, 0, 0]);
    }

    [Fact]
    public void ToDistributions_of_rounded_probabilities_divides_by_their_sum_and_gives_the_label_all_where_all_are_0()
    {
        // One digit of (0.45, 0.35, 0.2) is 0.5, 0.4, 0.2; no digit of (0.2, 0.45, 0.35) is left.
        var answers = Answers.Reveal(AnswerKind.Probabilities, 3, [0.45f, 0.35f, 0.2f, 0.2f, 0.45f, 0.35f], [0.5f, 0.4f, 0.2f, 0, 0, 0]);

        answers.Labels.ShouldBe([0, 1]);
        answers.Scores.ShouldBe([0.5f, 0.4f, 0.2f, 0, 0, 0]);
        answers.ToDistributions().ShouldBe([5 / 11f, 4 / 11f, 2 / 11f, 0, 1, 0], 1e-6);
        Enumerable.Range(0, 6).Select(i => answers.MassOf(i / 3, i % 3)).ShouldBe(answers.ToDistributions());
    }

    [Fact]
    public void ToDistributions_of_a_rounded_score_never_has_the_label_below_another_class()
    {
        // Of 7 classes the most probable has at least 1/7, which rounds to 0.1, or to 0.
        var answers = new Answers(AnswerKind.Top1, 7, [2, 3, 4], [0.1f, 0, 0.4f]);

        answers.ToDistributions().ShouldBe(
            [
                1 / 7f, 1 / 7f, 1 / 7f, 1 / 7f, 1 / 7f, 1 / 7f, 1 / 7f,
                0, 0, 0, 1, 0, 0, 0,
                0.1f, 0.1f, 0.1f, 0.1f, 0.4f, 0.1f, 0.1f,
            ],
            1e-6);
        Enumerable.Range(0, 21).Select(i => answers.MassOf(i / 7, i % 7)).ShouldBe(answers.ToDistributions());
    }

    [Fact]
    public void MostProbable_of_equals_is_the_first() => Answers.MostProbable([0.5f, 0.5f, 0, 1], 2).ShouldBe([0, 1]);

    [Fact]
    public void Constructor_with_a_label_that_is_no_class_says_which() =>
        Should.Throw<ArgumentException>(() => new Answers(AnswerKind.Label, 3, [0, 3], []))
            .Message.ShouldBe("label 3 is outside 0..2 (Parameter 'labels')");

    [Theory]
    [InlineData(AnswerKind.Probabilities, 5, "2 answers of kind Probabilities over 3 classes need 6 scores, not 5 (Parameter 'scores')")]
    [InlineData(AnswerKind.Top1, 6, "2 answers of kind Top1 over 3 classes need 2 scores, not 6 (Parameter 'scores')")]
    [InlineData(AnswerKind.Label, 2, "2 answers of kind Label over 3 classes need 0 scores, not 2 (Parameter 'scores')")]
    public void Constructor_with_scores_that_do_not_fit_says_what_does(AnswerKind kind, int scores, string message) =>
        Should.Throw<ArgumentException>(() => new Answers(kind, 3, [0, 1], new float[scores])).Message.ShouldBe(message);
}
