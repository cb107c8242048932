using System.Security.Cryptography;

namespace Ttca.EndToEnd.Tests;

/// <summary>The real images, where they are at hand.</summary>
public sealed class CifarTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Fetch_of_the_real_archive_divides_it_among_platform_collective_and_test()
    {
        var (code, output, error) = Run(
            "TTCA_CIFAR10_ARCHIVE", "--target", "Fetch", "--experiment", "cifar10-cpu", "--set", "replicates.platforms=1");

        code.ShouldBe(0, error);
        output.TrimEnd('\n').Split('\n')[^1].ShouldMatch(@"^nodes: total=5 executed=5 cached=0 pruned=0 failed=0 skipped=0 seconds=");
    }

    /// <param name="subgroup">Classes; another attribute's values, with the share that they have.</param>
    /// <param name="share">Share in training.</param>
    [Theory]
    [InlineData("[{ attribute: class, values: [people, trees, fish, insects, flowers, reptiles] }]", "0.05")]
    [InlineData("[{ attribute: fine, values: [man, woman, boy, girl, baby, bee, beetle, shark, trout, ray, rose, tulip, orchid] }, "
        + "{ name: blur, amount: 1 }]", "null")]
    public void Paper_on_the_real_images_of_CIFAR100_with_its_coarse_labels_as_classes_runs_to_its_end(string subgroup, string share)
    {
        string[] settings =
        [
            "dataset.labels=coarse", "dataset.platform-images=300", "dataset.test-images=200", "replicates.platforms=1", "collective.sizes=[1]",
            "platform.architecture=resnet8", "platform.epochs=1", "proxy.architecture=resnet8", "proxy.epochs=1", "proxy.minimum-steps=0",
            "perturbation.steps=2", "bootstrap.resamples=100", "bootstrap.positive-class=19", "studies=[epsilon: { values: [8/255] }]",
            $"disparity.subgroup={subgroup}", $"disparity.share-in-training={share}",
        ];
        var (code, output, error) = Run(
            "TTCA_CIFAR100_ARCHIVE",
            ["--target", "Paper", "--experiment", "cifar100", .. settings.SelectMany(setting => new[] { "--set", setting })]);

        code.ShouldBe(0, error + output);
        File.ReadAllText(Path.Combine(_folder.FullName, "results", "cifar100", "metrics.json")).ShouldContain("disparate-impact-class-19");
    }

    private (int Code, string Output, string Error) Run(string variable, params string[] arguments)
    {
        string? archive = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(archive), $"{variable} is not set");
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(archive!)));
        return BuildProgram.Run(
            BuildProgram.Repository,
            [
                .. arguments, "--data", Path.Combine(_folder.FullName, "data"), "--store", Path.Combine(_folder.FullName, "store"),
                "--results", Path.Combine(
                    _folder.FullName, "results"), "--set", $"dataset.url={new Uri(archive!)}", "--set", $"dataset.sha256={sha256}",
            ]);
    }
}
