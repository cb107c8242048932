namespace Ttca.EndToEnd.Tests;

/// <summary>The real images, where they are at hand.</summary>
public sealed class CifarTests
{
    [Fact]
    public void Fetch_of_the_real_archive_divides_it_among_platform_collective_and_test()
    {
        string? archive = Environment.GetEnvironmentVariable("TTCA_CIFAR10_ARCHIVE");
        Assert.SkipWhen(archive is null, "TTCA_CIFAR10_ARCHIVE is not set");
        using var sha = System.Security.Cryptography.SHA256.Create();
        using var stream = File.OpenRead(archive!);
        string sha256 = Convert.ToHexStringLower(sha.ComputeHash(stream));
        var folder = Directory.CreateTempSubdirectory("ttca-");
        try
        {
            var (code, output, error) = BuildProgram.Run(
                BuildProgram.Repository,
                "--target", "Fetch", "--experiment", "cifar10-cpu", "--data", Path.Combine(folder.FullName, "data"), "--store", Path.Combine(folder.FullName, "store"),
                "--set", $"dataset.url={new Uri(archive!)}", "--set", $"dataset.sha256={sha256}", "--set", "seeds=1");

            code.ShouldBe(0, error);
            output.TrimEnd('\n').Split('\n')[^1].ShouldMatch(@"^nodes: total=4 executed=4 cached=0 pruned=0 failed=0 skipped=0 seconds=");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
