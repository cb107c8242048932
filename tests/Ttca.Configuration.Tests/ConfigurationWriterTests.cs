using CsCheck;
using Ttca.Configuration;

namespace Ttca.Configuration.Tests;

public sealed class ConfigurationWriterTests
{
    [Fact]
    public void Write_fills_in_every_default() =>
        ConfigurationWriter.Write(ConfigurationReader.Read<Experiment>(
            "name: mine\nsubgroup: [{ name: darken }]\nstudies: [collective-size, epsilon]\nperturbation: { comment: 'a: b' }",
            "x")).ShouldBe("""
            name: mine
            platform:
              architecture: resnet8
              epochs: 8
              warm-up-epochs: 0
              learning-rate: 0.1
              schedule: one-cycle
              augmentation: [flip]
              deterministic: true
            proxy:
              architecture: resnet8
              epochs: 40
              warm-up-epochs: 0
              learning-rate: 0.1
              schedule: cosine
              augmentation: [flip]
              deterministic: true
            perturbation:
              epsilon: 8/255
              steps: 200
              batch: 128
              step-size: null
              comment: "a: b"
            seeds: 3
            subgroup:
              -
                name: darken
                amount: 0
            studies:
              - collective-size
              -
                epsilon:
                  values: [4/255, 8/255]

            """);

    [Fact]
    public void Write_then_Read_gives_the_same_values()
    {
        var perturbing =
            from steps in Gen.Int[1, int.MaxValue]
            from batch in Gen.Long
            from size in Gen.Double[-1e300, 1e300]
            from comment in Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Char['\u0001', '\ud7ff'], Gen.Char[' ', '/']).Array[0, 12].Select(
                c => new string(c))
            from epsilon in Gen.Int[1, 64]
            select new Perturbing { Steps = steps, BatchSize = batch, StepSize = size, Comment = comment, Epsilon = new(epsilon) };

        perturbing.Sample(value => ConfigurationReader.Read<Perturbing>(ConfigurationWriter.Write(value), "x") == value, iter: 2000);
    }
}
