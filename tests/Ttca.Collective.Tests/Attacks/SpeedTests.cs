using System.Diagnostics;
using Ttca.Learning;
using Ttca.Learning.Data;
using Ttca.Learning.Networks;
using Ttca.Learning.Training;

namespace Ttca.Collective.Tests.Attacks;

/// <summary>
/// The bound of 1,000 images x 1,000 queries in 15 minutes on 2 cores. Too long for every run, so on demand:
/// <c>dotnet tests/Ttca.Collective.Tests/bin/Debug/net10.0/Ttca.Collective.Tests.dll -explicit only -class
/// Ttca.Collective.Tests.Attacks.SpeedTests -showliveoutput</c>.
/// </summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [InlineData(100)]
    [InlineData(1_000)]
    public void Square_attack_on_resnet8_keeps_its_bound(int queries)
    {
        TorchRuntime.Configure(threads: 2, device: "cpu");
        using var platform = new PlatformModel(Architectures.Create("resnet8", classes: 10, height: 32, width: 32, seed: 1));
        var images = Images.Noise(count: 1_000, classes: 10, height: 32, width: 32, seed: 1);
        var box = platform.Open(AnswerKind.Probabilities, queryCap: long.MaxValue);
        var alone = Stopwatch.StartNew();
        for (var call = 0; call < 10; call++)
        {
            box.Ask(images.ReadAll(), images.Count);
        }

        var perImage = alone.Elapsed / 10_000;
        var watch = Stopwatch.StartNew();
        var attacked = PerUserAttack.Square(
            box, images, [.. Enumerable.Range(0, 1_000)], new AttackLimits(new PixelFraction(2), queries), 0.3, seed: 1);

        var perMillion = watch.Elapsed * (1e6 / attacked.TotalQueries);
        output.WriteLine(
            $"{attacked.TotalQueries} queries, {attacked.Succeeded.Count(succeeded => succeeded)} successes in {watch.Elapsed}; "
                + $"{perMillion} per million; the network alone {perImage * 1e6}");
        perMillion.ShouldBeLessThan(TimeSpan.FromMinutes(15));
    }
}
