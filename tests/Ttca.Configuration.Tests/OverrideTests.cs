using Ttca.Configuration;

namespace Ttca.Configuration.Tests;

public sealed class OverrideTests
{
    private const string Yaml = """
        name: mine
        perturbation: { steps: 10 }
        studies:
          - epsilon
          - collective-size
        subgroup: [{ name: darken, amount: 0.25 }]
        """;

    [Fact]
    public void Read_overrides_win_over_the_file_and_later_over_earlier()
    {
        var experiment = Read(
            "perturbation.steps=20",
            "perturbation.steps=30",
            "platform.epochs=3",
            "platform.augmentation=[crop]",
            "perturbation.epsilon=16/255");

        experiment.Perturbation.Steps.ShouldBe(30);
        experiment.Perturbation.Epsilon.ShouldBe(new PixelFraction(16));
        experiment.Platform.Epochs.ShouldBe(3);
        experiment.Platform.Augmentation.ShouldBe(["crop"]);
    }

    [Fact]
    public void Read_override_of_an_item_and_of_a_choice_without_parameters()
    {
        var experiment = Read("subgroup.0.amount=0.5", "studies.0.epsilon.values=[2/255]");

        experiment.Subgroup.ShouldBe([new Transformation { Name = "darken", Amount = 0.5 }]);
        experiment.Studies[0].ShouldBeOfType<EpsilonStudy>().Values.ShouldBe([new(2)]);
    }

    [Theory]
    [InlineData("file:///data/a: b #c.tar.gz")]
    [InlineData(@"C:\data\x.tar.gz")]
    [InlineData("@home")]
    [InlineData("a=b")]
    public void Read_override_of_text_takes_it_as_it_stands(string text) =>
        Read("perturbation.comment=" + text).Perturbation.Comment.ShouldBe(text);

    [Fact]
    public void Read_wrong_overrides_are_reported_with_the_file()
    {
        var problem = Should.Throw<ConfigurationException>(() => ConfigurationReader.Read<Experiment>(
            "name: mine\nseeds: x\nstudies: [epsilon]\nplatform: fast\n",
            "mine.yaml",
            [
                "perturbation.stpes=3", "perturbation.steps=0", "perturbation.steps", "=3", "platform..epochs=3", "studies.1=epsilon",
                "studies.0.epsilon.values=[4/255", "platform.epochs=3", "proxy=&a {}", "perturbation.epsilon=",
            ],
            "Next: look."));

        problem.Message.ShouldBe("""
            mine.yaml has 12 errors:
              2:8    seeds: 'x' is not a whole number
              4:11   platform: 'fast' is a single value; expected a section with architecture, epochs, warm-up-epochs, learning-rate, schedule, augmentation, deterministic
              --set  perturbation.stpes: unknown; nearest is 'steps' (allowed: epsilon, steps, batch, step-size, comment)
              --set  perturbation.steps: 0 is below 1
              --set  perturbation.steps: has no '='; write --set path=value, such as --set perturbation.steps=100
              --set  '=3' names no parameter; write --set path=value, such as --set perturbation.steps=100
              --set  platform..epochs: is not a path; write names with dots between them, such as perturbation.steps
              --set  studies.1: studies is a list of 1, counted from 0; it has no item '1'
              --set  studies.0.epsilon.values: not valid YAML: while parsing a flow sequence, did not find expected ',' or ']'.
              --set  platform.epochs: platform is 'fast' in the file, which has no 'epochs'; set the whole of it instead
              --set  proxy: '&a' is an anchor; write the value out where it is used
              --set  perturbation.epsilon: has no value; expected a pixel fraction
            Next: look.
            """);
    }

    [Theory]
    [InlineData("platform=", "platform: has no value; expected a section with architecture, epochs, warm-up-epochs, learning-rate, "
        + "schedule, augmentation, deterministic")]
    [InlineData("platform=null", "platform: has no value; expected a section with architecture, epochs, warm-up-epochs, "
        + "learning-rate, schedule, augmentation, deterministic")]
    [InlineData("perturbation= ", "perturbation: has no value; expected a section with epsilon, steps, batch, step-size, comment")]
    [InlineData("studies.0.epsilon=", "studies.0.epsilon: has no value; expected a section with values")]
    [InlineData("studies=", "studies: has no value; expected a list, such as [a, b]")]
    [InlineData("perturbation.step-size=", "perturbation.step-size: has no value; expected a number")]
    public void Read_override_without_a_value_resets_nothing(string setting, string problem) =>
        Should.Throw<ConfigurationException>(() => Read(setting)).Message.ShouldBe($"mine.yaml has 1 error:\n  --set  {problem}");

    [Fact]
    public void Read_override_in_so_many_words_unsets_what_may_be_unset() =>
        Read("perturbation.step-size=0.1", "perturbation.step-size=null").Perturbation.StepSize.ShouldBeNull();

    private static Experiment Read(params string[] overrides) => ConfigurationReader.Read<Experiment>(Yaml, "mine.yaml", overrides);
}
