using System.Reflection;

namespace Ttca.EndToEnd.Tests;

/// <summary>The command line of the build program, on the program itself.</summary>
public sealed class BuildProgramTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ttca-").FullName;

    [Fact]
    public void Version_is_that_of_the_solution() =>
        BuildProgram.Run(_folder, "--version").ShouldBe((0, "0.1.0\n", ""));

    [Fact]
    public void Info_names_the_engine_and_the_torch_backend()
    {
        var backend =
            typeof(Learning.Training.TorchRuntime).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data =>
                data.Key == "TorchBackend").Value;
        backend.ShouldBeOneOf("cpu", "cuda");

        var (exitCode, output, error) = BuildProgram.Run(_folder, "--info");

        (exitCode, error).ShouldBe((0, ""));
        output.ShouldEndWith($"Version: 0.1.0\nDetails: 0.1.0 (Cake 7.0.0, libtorch for {backend})\n\n");
    }

    [Fact]
    public void Dryrun_names_the_tasks_and_runs_none() =>
        BuildProgram.Run(_folder, "--dryrun", "--target", "Test").ShouldBe((0, """
            Performing dry run...
            Targets are: Test

            1. Test

            This was a dry run.
            No tasks were actually executed.

            """, ""));

    [Theory]
    [InlineData("--tree")]
    [InlineData("--description")]
    [InlineData("--help")]
    public void Overview_names_every_task(string option)
    {
        var (exitCode, output, error) = BuildProgram.Run(_folder, option);

        (exitCode, error).ShouldBe((0, ""));
        foreach (var (name, _, _) in Build.Tasks.TaskList.All)
        {
            output.ShouldContain(name);
        }
    }

    [Fact]
    public void Output_to_a_file_has_no_colours() =>
        BuildProgram.Run(_folder, "--dryrun", "--target", "Test").Output.ShouldNotContain("\e");

    [Fact]
    public void Working_folder_is_where_the_settings_are_read_from()
    {
        File.WriteAllText(Path.Combine(_folder, "cake.config"), "[Settings]\nVerbosity=quiet\n");

        BuildProgram.Run(Path.GetTempPath(), "--dryrun", "--target", "Test", "--working", _folder).ShouldBe((0, "", ""));
    }

    [Fact]
    public void Working_folder_that_is_not_there_is_refused() =>
        BuildProgram.Run(_folder, "--working", "missing", "--target", "Test")
            .ShouldBe((1, "", $"Error: The working directory '{_folder}/missing' does not exist.\n"));

    [Fact]
    public void Misspelt_option_is_refused_with_the_nearest_one() =>
        BuildProgram.Run(_folder, "--experimnt", "embedded")
            .ShouldBe((2, "", "--experimnt: unknown option; nearest is --experiment (see --help)\n"));

    [Fact]
    public void Unknown_target_is_refused_with_the_nearest_and_the_list()
    {
        var names = Build.Tasks.TaskList.All.Select(task => task.Name);

        BuildProgram.Run(_folder, "--target", "Tset")
            .ShouldBe((2, "", $"--target: 'Tset' is unknown; nearest is 'Test' (allowed: {string.Join(", ", names)})\n"));
    }
}
