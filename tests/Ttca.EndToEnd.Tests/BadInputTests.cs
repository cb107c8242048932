using System.Security.Cryptography;

namespace Ttca.EndToEnd.Tests;

/// <summary>What a user gets wrong: one clear message with what to do next, and a non-zero exit code.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Unknown_experiment_names_those_that_exist() => ShouldFail(
        "Error: --experiment nope: unknown; give one of cifar10, cifar10-cpu, cifar100, embedded, embedded-full, fairface, paper, "
            + "or the path of a .yaml or .yml file\n",
        "--target", "Status", "--experiment", "nope");

    [Fact]
    public void Wrong_settings_are_all_named_with_their_places()
    {
        var (code, _, error) = Run("--target", "Status", "--set", "perturbation.stpes=5", "--set", "perturbation.epsilon=8");

        code.ShouldBe(1);
        error.ShouldContain("has 2 errors:");
        error.ShouldContain("perturbation.stpes");
        error.ShouldContain("nearest is 'steps'");
        error.ShouldContain("8 is above 64/255; write pixels as a fraction, such as 8/255");
        error.ShouldContain(
            "Nothing was run. Check again with: dotnet run --project build -- --target Status --set perturbation.stpes=5 --set "
                + "perturbation.epsilon=8");
    }

    [Fact]
    public void Cuda_on_a_build_for_cpus_says_how_to_build_for_it() => ShouldFail(
        "Error: --device cuda: this build is for CPUs; build with -p:TorchBackend=cuda (dotnet run -p:TorchBackend=cuda --project "
            + "build -- ...), or use --device cpu\n",
        "--target", "Status", "--device", "cuda");

    [Fact]
    public void Wrong_hash_names_both_hashes_and_the_address()
    {
        string archive = Archive([1, 2, 3]);
        var (code, output, error) = RunCifar(archive, new string('0', 64));

        code.ShouldBe(1);
        error.ShouldContain(new string('0', 64));
        error.ShouldContain(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])));
        error.ShouldContain(archive);
        output.ShouldContain(" failed=1 ");
    }

    [Fact]
    public void Truncated_archive_is_named()
    {
        byte[] bytes = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]; // the header of a gzip file, and no more
        string archive = Archive(bytes);
        var (code, _, error) = RunCifar(archive, Convert.ToHexStringLower(SHA256.HashData(bytes)));

        code.ShouldBe(1);
        error.ShouldContain("1 node failed:\n  Fetch-");
        // what was given, not its copy in the cache
        error.ShouldContain($": {new Uri(archive)}: not a complete .tar.gz archive (10 bytes): ");
    }

    [Fact]
    public void Store_that_is_a_file_is_refused()
    {
        string file = Archive([]);
        var (code, _, error) = BuildProgram.Run(BuildProgram.Repository, "--target", "Status", "--store", file);

        code.ShouldBe(1);
        error.ShouldContain($"Error: the store can't be opened in {file}");
    }

    private (int Code, string Output, string Error) RunCifar(string archive, string sha256) => Run(
        "--target", "Fetch", "--experiment", "cifar10-cpu", "--data", Path.Combine(_folder.FullName, "data"),
        "--set", $"dataset.url={new Uri(archive)}", "--set", $"dataset.sha256={sha256}");

    private (int Code, string Output, string Error) Run(params string[] arguments) =>
        BuildProgram.Run(
            BuildProgram.Repository,
            [.. arguments, "--store", Path.Combine(_folder.FullName, "store"), "--results", Path.Combine(_folder.FullName, "results")]);

    private void ShouldFail(string message, params string[] arguments)
    {
        var (code, _, error) = Run(arguments);
        error.ShouldEndWith(message); // Cake may say before it in which task
        code.ShouldBe(1);
    }

    private string Archive(byte[] content)
    {
        string path = Path.Combine(_folder.FullName, "archive.tar.gz");
        File.WriteAllBytes(path, content);
        return path;
    }
}
