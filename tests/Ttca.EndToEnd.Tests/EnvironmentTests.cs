namespace Ttca.EndToEnd.Tests;

/// <summary>
/// The program where something is missing that is mostly there: a home, a temporary folder, a working directory, a terminal that can move
/// its cursor.
/// </summary>
public sealed class EnvironmentTests(TinyPaper paper)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Ttca.Build.dll");

    [Fact]
    public void Looking_makes_no_folder_in_the_home_and_no_store()
    {
        SkipWhereThereIsNoShell();
        string home = Directory.CreateDirectory(paper.PathOf("home")).FullName;

        var (code, _, error) = BuildProgram.Start(
            "env",
            BuildProgram.Repository,
            [
                "-u",
                "XDG_DATA_HOME",
                "-u",
                "TTCA_DATA",
                $"HOME={home}",
                "dotnet",
                Program,
                .. paper.ArgumentsOf("Status", "no-store", "results", []),
            ]);

        code.ShouldBe(0, error);
        Directory.EnumerateFileSystemEntries(home).ShouldBeEmpty();
        Directory.Exists(paper.PathOf("no-store")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("HOME=/")]
    [InlineData("HOME=/missing")]
    [InlineData("HOME=")]
    [InlineData("--unset=HOME")]
    public void Home_that_nothing_can_be_written_into_stands_against_no_task(string home)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && SharedStoreTests.Try("unshare", "--user", "true"), "needs user namespaces");

        var (code, output, error) = BuildProgram.Start(
            "unshare",
            BuildProgram.Repository,
            ["--user", "env", "-u", "XDG_DATA_HOME", "-u", "TTCA_DATA", home, "dotnet", Program, "--target", "Paper", "--dryrun"]);

        code.ShouldBe(0, error);
        output.ShouldContain("This was a dry run.");
    }

    [Fact]
    public void Download_that_cannot_be_kept_names_what_says_where()
    {
        SkipWhereThereIsNoShell();

        var (code, _, error) = BuildProgram.Start("env", BuildProgram.Repository,
        [
            "-u", "XDG_DATA_HOME", "-u", "TTCA_DATA", "HOME=/dev/null", "dotnet", Program, "--target", "Fetch", "--experiment", "cifar10-cpu",
            "--store", paper.PathOf("download-store"), "--set", "dataset.url=file:///missing.tar.gz",
        ]);

        code.ShouldBe(1);
        error.ShouldMatch(
            @": file:///missing\.tar\.gz: can't be stored in /dev/null/\.local/share/ttca: .* Choose another folder with --data or TTCA_DATA\.\n");
    }

    [Fact]
    public void Missing_temporary_folder_costs_the_printed_page_alone()
    {
        SkipWhereThereIsNoShell();

        var (code, output, error) = BuildProgram.Start(
            "env", BuildProgram.Repository, ["TMPDIR=/missing", "dotnet", Program, .. paper.Arguments("store", "no-temporary-results")]);

        code.ShouldBe(0, error);
        output.ShouldMatch(
            @"\n  warning: paper\.pdf was not made: there is no temporary folder to make it in \(/missing/: .*\); set TMPDIR to one that can be written\n");
        output.ShouldContain(" executed=0 ");
        File.Exists(Path.Combine(paper.PathOf("no-temporary-results"), "embedded", "report.html")).ShouldBeTrue();
    }

    [Fact]
    public void Removed_working_folder_is_named()
    {
        SkipWhereThereIsNoShell();
        string gone = Directory.CreateDirectory(paper.PathOf("gone")).FullName;

        BuildProgram.Start(
            "sh", BuildProgram.Repository, "-c", "cd \"$1\" && rmdir \"$1\" && exec dotnet \"$2\" --target Status", "sh", gone, Program)
            .ShouldBe((2, "", "the working directory was removed, or can't be read: change into another one\n"));
    }

    [Fact]
    public void Experiment_from_a_pipe_is_read_once()
    {
        SkipWhereThereIsNoShell();

        BuildProgram.Start(
            "sh",
            BuildProgram.Repository,
            "-c",
            "printf 'name: x\\nreplicates: { platforms: 0 }\\n' | dotnet \"$1\" --target Status --experiment /dev/stdin",
            "sh",
            Program).Error
            .ShouldContain("/dev/stdin has 1 error:\n  2:26  replicates.platforms: 0 is below 1\n");
    }

    [Fact]
    public void Experiment_in_the_working_folder_needs_no_slash()
    {
        string folder = Directory.CreateDirectory(paper.PathOf("working")).FullName;
        File.WriteAllText(Path.Combine(folder, "mine.yml"), "name: x\nreplicates: { platforms: 0 }\n");

        foreach (string name in new[] { "mine", "mine.yml", "./mine.yml" })
        {
            BuildProgram.Run(folder, "--target", "Status", "--experiment", name).Error.ShouldContain(
                $"{folder}/mine.yml has 1 error:\n  2:26  replicates.platforms: 0 is below 1\n");
        }

        BuildProgram.Run(folder, "--target", "Status", "--experiment", "mine.yaml").Error.ShouldEndWith(
            $"Error: --experiment mine.yaml: there is no file {folder}/mine.yaml or {BuildProgram.Repository}/experiments/mine.yaml\n");
    }

    /// <summary>What runs are called and where their results go belongs to the program, wherever it is started.</summary>
    [Fact]
    public void Program_started_in_another_clone_has_the_experiments_of_its_own()
    {
        string other = Directory.CreateDirectory(paper.PathOf("other-clone")).FullName;
        File.WriteAllText(Path.Combine(other, "TTCA.sln"), "");
        File.WriteAllText(
            Path.Combine(Directory.CreateDirectory(Path.Combine(other, "experiments")).FullName, "theirs.yaml"), "name: theirs");

        var (code, _, error) = BuildProgram.Run(other, "--target", "Status", "--experiment", "theirs");

        code.ShouldBe(1);
        error.ShouldMatch(
            "Error: --experiment theirs: unknown; give one of cifar10, .*, embedded, .*, or the path of a \\.yaml or \\.yml file\n");
        Directory.EnumerateFileSystemEntries(other).Count().ShouldBe(2);
    }

    private static void SkipWhereThereIsNoShell() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh and env");
}
