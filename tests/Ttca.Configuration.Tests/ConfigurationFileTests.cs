using System.Diagnostics;
using Ttca.Configuration;

namespace Ttca.Configuration.Tests;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-configuration-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Local_path_is_relative_to_the_file_that_says_it_and_to_the_working_directory_in_an_override()
    {
        string file = Write("images: ../images");

        ConfigurationReader.ReadFile<Images>(file).Folder.ShouldBe(Path.GetFullPath(Path.Combine(_folder.FullName, "..", "images")));
        ConfigurationReader.ReadFile<Images>(file, ["images=images"]).Folder.ShouldBe(Path.GetFullPath("images"));
        ConfigurationReader.ReadFile<Images>(file, ["images=/images"]).Folder.ShouldBe(Path.GetFullPath("/images"));
        ConfigurationReader.ReadFile<Images>(file, ["images=null"]).Folder.ShouldBeNull();
    }

    [Theory]
    [InlineData("~/images", "1:9  images: '~/images' begins with ~, which only a shell puts the home folder for: write that out (or "
        + "./~/images for a name like this)")]
    [InlineData("''", "1:9  images: the value is empty")]
    public void Local_path_that_only_a_shell_knows_is_refused(string path, string problem)
    {
        string file = Write($"images: {path}");

        Should.Throw<ConfigurationException>(() => ConfigurationReader.ReadFile<Images>(file)).Message.ShouldBe(
            $"{file} has 1 error:\n  {problem}");
    }

    [Fact]
    public async Task Pipe_is_read_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs mkfifo");
        string pipe = Path.Combine(_folder.FullName, "pipe");
        await Process.Start("mkfifo", [pipe]).WaitForExitAsync(TestContext.Current.CancellationToken);
        var writing = Task.Run(() => File.WriteAllText(pipe, "images: /here"), TestContext.Current.CancellationToken);

        var file = ConfigurationFile.Open(pipe);

        await writing;
        file.HasMember("images").ShouldBeTrue();
        file.Read<Images>().Folder.ShouldBe("/here");
    }

    private string Write(string yaml)
    {
        string file = Path.Combine(_folder.FullName, "x.yaml");
        File.WriteAllText(file, yaml);
        return file;
    }

    public sealed record Images
    {
        [LocalPath]
        [System.Text.Json.Serialization.JsonPropertyName("images")]
        public string? Folder { get; init; }
    }
}
