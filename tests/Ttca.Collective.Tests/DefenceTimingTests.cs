namespace Ttca.Collective.Tests;

[CollectionDefinition(nameof(DefenceTimingTests), DisableParallelization = true)]
[Collection(nameof(DefenceTimingTests))]
public sealed class DefenceTimingTests
{
    [Fact]
    public void Jpeg_of_2000_images_is_no_burden()
    {
        var images = Images.Noise(count: 2000, classes: 1, height: 32, width: 32, seed: 1);
        var chain = new DefenceChain([new() { Name = "jpeg", Amount = 75 }]);
        chain.Images(images.ReadAll(), images.ImageLength, images.Width);      // compiled

        var before = Environment.CpuUsage.TotalTime;
        chain.Images(images.ReadAll(), images.ImageLength, images.Width);

        (Environment.CpuUsage.TotalTime - before).TotalSeconds
            .ShouldBeLessThan(5, "0.3 s on an idle machine; processor time, which a busy one doubles");
    }
}
