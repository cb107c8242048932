using Ttca.Configuration;

namespace Ttca.Configuration.Tests;

public sealed class ConfigurationReaderTests
{
    private const string Hint =
        "Nothing was run. Check again with: dotnet run --project build -- --target Status --experiment experiments/mine.yaml";

    [Fact]
    public void Read_whole_file_binds_every_shape()
    {
        var experiment = Read("""
            name: cifar10-cpu
            platform:     { architecture: resnet20, epochs: 12, learning-rate: 2e-1, deterministic: false, augmentation: [flip, crop] }
            proxy:
              warm-up-epochs: 5
            perturbation: { epsilon: 16/255, batch: 64, step-size: 8/255 }
            seeds:        5
            subgroup:
              - { name: darken, amount: 0.25 }
              - name: blur
            studies:
              - collective-size
              - epsilon: { values: [4/255, 8/255, 16/255] }
            """);

        experiment.Name.ShouldBe("cifar10-cpu");
        experiment.Platform.Architecture.ShouldBe("resnet20");
        experiment.Platform.Epochs.ShouldBe(12);
        experiment.Platform.LearningRate.ShouldBe(0.2);
        experiment.Platform.Deterministic.ShouldBeFalse();
        experiment.Platform.Augmentation.ShouldBe(["flip", "crop"]);
        experiment.Perturbation.ShouldBe(new Perturbing { Epsilon = new(16), BatchSize = 64, StepSize = 8.0 / 255 });
        experiment.Seeds.ShouldBe(5);
        experiment.Subgroup.ShouldBe([new Transformation { Name = "darken", Amount = 0.25 }, new Transformation { Name = "blur" }]);
        experiment.Studies[0].ShouldBe(new CollectiveSizeStudy());
        experiment.Studies[1].ShouldBeOfType<EpsilonStudy>().Values.ShouldBe([new(4), new(8), new(16)]);
    }

    [Fact]
    public void Read_section_in_part_keeps_the_other_defaults_of_the_parents_instance()
    {
        var experiment = Read("name: x\nproxy: { warm-up-epochs: 5 }\nplatform:\n");

        experiment.Proxy.WarmUpEpochs.ShouldBe(5);
        experiment.Proxy.Epochs.ShouldBe(40);
        experiment.Proxy.Schedule.ShouldBe(Schedule.Cosine);
        experiment.Platform.Epochs.ShouldBe(8);
    }

    [Fact]
    public void Read_choice_without_parameters_takes_its_defaults() =>
        Read("name: x\nstudies: [epsilon]").Studies.Single().ShouldBeOfType<EpsilonStudy>().Values.ShouldBe([new(4), new(8)]);

    [Theory]
    [InlineData(".1", 0.1)]
    [InlineData("1.", 1)]
    [InlineData("+.5e+1", 5)]
    [InlineData("1E-2", 0.01)]
    [InlineData("8 / 255", 8.0 / 255)]
    [InlineData(".5/2.", 0.25)]
    public void Read_number_as_people_write_it(string text, double value) =>
        Read($"name: x\nplatform: {{ learning-rate: {text} }}").Platform.LearningRate.ShouldBe(value);

    [Fact]
    public void Read_everything_wrong_is_reported_at_once() => Message("""
        nam: x
        platform:
          architecture: resnet9
          epochs: 0
          learning-rate: fast
          schedule: one-cicle
          augmentation: [flip, crop, flop]
          deterministic: yes
        perturbation: { epsilon: 8, stpes: 3, batch: 1.5 }
        seeds: "5"
        subgroup: [{ amount: 1 }, darken]
        studies:
          - epsilom: { values: [4/255, 65/255] }
          - epsilon: { values: [4/255, 65/255] }
          - [epsilon]
        name: A B
        """).ShouldBe($"""
        experiments/mine.yaml has 18 errors:
          1:1    nam: unknown; nearest is 'name' (allowed: name, platform, proxy, perturbation, seeds, subgroup, studies)
          3:17   platform.architecture: 'resnet9' is not allowed; nearest is 'resnet8' (allowed: resnet8, resnet20, mlp)
          4:11   platform.epochs: 0 is below 1
          5:18   platform.learning-rate: 'fast' is not a number (write 0.25, 1e-3 or 8/255)
          6:13   platform.schedule: 'one-cicle' is unknown; nearest is 'one-cycle' (allowed: one-cycle, cosine)
          7:17   platform.augmentation: has 3 items; allowed are 0 to 2
          7:30   platform.augmentation.2: 'flop' is not allowed; nearest is 'flip' (allowed: flip, crop)
          8:18   platform.deterministic: 'yes' is neither true nor false
          9:26   perturbation.epsilon: 8 is not a pixel fraction: write pixels as a fraction of 255, such as 8/255
          9:29   perturbation.stpes: unknown; nearest is 'steps' (allowed: epsilon, steps, batch, step-size, comment)
          9:46   perturbation.batch: '1.5' is not a whole number
          10:8   seeds: '5' is quoted text; expected a whole number, without quotes
          11:12  subgroup.0.name: is missing; expected text
          11:27  subgroup.1: 'darken' is a single value; expected a section with name, amount
          13:5   studies.0: 'epsilom' is unknown; nearest is 'epsilon' (allowed: collective-size, epsilon)
          14:32  studies.1.epsilon.values.1: 65/255 is above 64/255
          15:5   studies.2: is a list of 1; expected one of collective-size, epsilon
          16:7   name: 'A B' doesn't match ^[a-z0-9-]+$
        {Hint}
        """);

    private static Experiment Read(string yaml, params string[] overrides) =>
        ConfigurationReader.Read<Experiment>(yaml, "experiments/mine.yaml", overrides, Hint);

    private static string Message(string yaml, params string[] overrides) =>
        Should.Throw<ConfigurationException>(() => Read(yaml, overrides)).Message;
}
