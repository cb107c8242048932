using System.Globalization;
using System.Text.RegularExpressions;

namespace Ttca.EndToEnd.Tests;

/// <summary>A store that is shared, moved between clones, full, read-only or partly unreadable.</summary>
public sealed partial class SharedStoreTests(TinyPaper paper)
{
    [Fact]
    public async Task Two_runs_at_once_on_one_store_run_each_node_once_and_give_the_same_results()
    {
        var runs = await Task.WhenAll(
            Task.Run(() => paper.Run("both-store", "both-results-1")),
            Task.Run(() => paper.Run("both-store", "both-results-2")));

        runs.ShouldAllBe(run => run.ExitCode == 0);
        int total = int.Parse(Counts().Match(runs[0].LastLine).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        runs.Sum(run => int.Parse(Counts().Match(run.LastLine).Groups[2].ValueSpan, CultureInfo.InvariantCulture)).ShouldBe(total);
        runs.SelectMany(run => run.ExecutedNodes).ShouldBeUnique();
        paper.Contents("both-results-1").ShouldBe(paper.Contents("results"));
        paper.Contents("both-results-2").ShouldBe(paper.Contents("results"));
    }

    /// <summary>
    /// A build of the same sources, all of them just touched, in a folder whose name needs escaping almost everywhere, within another
    /// repository and with one more in the environment; every file of the store is touched too.
    /// </summary>
    [Fact]
    public void Clone_elsewhere_with_the_same_store_runs_nothing()
    {
        string clone = CopySources(Path.Combine(paper.PathOf("clone"), "a,b=c&d e;f%g'hé"));
        foreach (string file in Directory.EnumerateFiles(paper.PathOf("store"), "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
        }

        BuildProgram.Start("git", paper.PathOf("clone"), "init", "--quiet").ExitCode.ShouldBe(0);
        var (built, buildOutput, _) = BuildProgram.Start(
            // as the solution builds it, which then has nothing to do
            "env",
            clone,
            $"GIT_DIR={Path.Combine(BuildProgram.Repository, ".git")}",
            "dotnet",
            "build",
            "build",
            "-p:Platform=AnyCPU",
            "-p:RunAnalyzers=false",
            "--disable-build-servers",
            "-nodeReuse:false");
        built.ShouldBe(0, buildOutput);
        string program = Path.Combine(clone, "build", "bin", "Debug", "net10.0");
        var (code, output, error) = BuildProgram.Start(
            "dotnet",
            Path.GetTempPath(),
            [Path.Combine(program, "Ttca.Build.dll"), .. paper.Arguments("store", "clone-results", "--jobs", "1")]);

        code.ShouldBe(0, error);
        output.ShouldContain(" executed=0 ");
        string[] namesItsCommit = ["embedded/paper.tex", "embedded/paper.pdf"]; // a copy without git has none
        paper.Contents("clone-results").Without(namesItsCommit).ShouldBe(paper.Contents("results").Without(namesItsCommit));
        File.ReadAllText(Path.Combine(program, "source-state.txt")).ShouldBe($"unknown unknown{Environment.NewLine}");
        Directory.EnumerateFiles(program, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).LinkTarget is not null)
            .ShouldBeEmpty("a link into the package cache of whoever built it can't be read by others");
        SecondDoorKeepsSettingsAsTheyAre(clone);
    }

    /// <summary>MSBuild takes items apart at a star and reads %20 as a space, and a shell runs what stands in $(...).</summary>
    private static void SecondDoorKeepsSettingsAsTheyAre(string clone)
    {
        var (code, output, _) = BuildProgram.Start(
            "dotnet", clone, "build", "TTCA.sln", "--no-restore", "-p:RunAnalyzers=false", "--disable-build-servers", "-nodeReuse:false", "-t:Status",
            "-p:Set=\"platform.epochs=$(touch F)`touch F`;replicates.platforms=a%20b;proxy.epochs=*\"");

        code.ShouldBe(1);
        output.ShouldContain("--set  platform.epochs: '$(touch F)`touch F`' is not a whole number\n");
        output.ShouldContain("--set  replicates.platforms: 'a%20b' is not a whole number\n");
        output.ShouldContain("--set  proxy.epochs: not valid YAML: ");  // it came with its star, which begins an alias
        File.Exists(Path.Combine(clone, "F")).ShouldBeFalse();
    }

    private static string CopySources(string folder)
    {
        foreach (string file in BuildProgram.Start(
            "git", BuildProgram.Repository, "ls-files", "--cached", "--others", "--exclude-standard").Output.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string target = Path.Combine(folder, file), source = Path.Combine(BuildProgram.Repository, file);
            if (File.Exists(source))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(source, target);
                File.SetLastWriteTimeUtc(target, DateTime.UtcNow);
            }
        }

        return folder;
    }

    [Fact]
    public void Run_without_disk_space_ends_with_the_reason_and_goes_on_when_there_is_some()
    {
        string disk = paper.PathOf("disk");
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Try("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk),
            "needs the right to mount a small file system");
        try
        {
            var full = paper.Run("disk/store", "disk-results");
            full.ExitCode.ShouldBe(1);
            full.Error.ShouldContain(" No space left on device");
            full.Error.ShouldContain("; free some space and run again (finished nodes are kept), or use another store");
            paper.Inspect("Verify", "disk/store").ExitCode.ShouldBe(0);

            Try("mount", "-o", "remount,size=64m", disk).ShouldBeTrue();
            var next = paper.Run("disk/store", "disk-results");
            next.ExitCode.ShouldBe(0, next.Error);
            next.LastLine.ShouldNotContain(" cached=0 ");
            paper.Contents("disk-results").ShouldBe(paper.Contents("results"));
        }
        finally
        {
            Try("umount", "--lazy", disk).ShouldBeTrue();   // the system may still be taking a process down that had files there
        }
    }

    [Fact]
    public void Read_only_store_gives_what_it_has_and_fails_what_it_cannot_file()
    {
        SkipUnlessPermissionsCount();
        paper.Run("read-only-store", "read-only-results").ExitCode.ShouldBe(0);
        Try("chmod", "-R", "a-w", paper.PathOf("read-only-store")).ShouldBeTrue();
        try
        {
            var again = RunWithoutPrivileges("read-only-store");
            again.ExitCode.ShouldBe(0, again.Error);
            again.Output.ShouldContain(" executed=0 ");

            var changed = RunWithoutPrivileges("read-only-store", "--set", "perturbation.steps=3");
            changed.ExitCode.ShouldBe(1);
            changed.Error.ShouldMatch(
                @"OptimizePerturbation-\w+ \(.*\): the store can't write .*; check the permissions, or use another store\n");
            changed.Output.ShouldContain(" executed=0 ");
        }
        finally
        {
            Try("chmod", "-R", "u+w", paper.PathOf("read-only-store")).ShouldBeTrue();
        }

        paper.Inspect("Verify", "read-only-store").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Blob_that_cannot_be_read_fails_the_node_that_needs_it_and_is_named()
    {
        SkipUnlessPermissionsCount();
        paper.Run("unreadable-store", "unreadable-results").ExitCode.ShouldBe(0);
        string blob = new DirectoryInfo(Path.Combine(paper.PathOf("unreadable-store"), "blobs")).EnumerateFiles(
            "*", SearchOption.AllDirectories)
            .MaxBy(file => file.Length)!.FullName; // the images that were fetched
        Try("chmod", "000", blob).ShouldBeTrue();

        var run = RunWithoutPrivileges("unreadable-store", "--set", "dataset.platform-images=290");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldMatch(@"2 nodes failed:\n  CollectiveSplit-\w+: the store can't read " + Regex.Escape(blob));
        run.Error.ShouldMatch(
            @"\n    run just this node: dotnet run --project build -- --target RunNode --node CollectiveSplit-\w+ --set ");

        Try("chmod", "644", blob).ShouldBeTrue();
        paper.Inspect("Verify", "unreadable-store").ExitCode.ShouldBe(0);
        paper.Run("unreadable-store", "unreadable-results", "--set", "dataset.platform-images=290").ExitCode.ShouldBe(0);
    }

    /// <summary>Root may read and write anything; in a user namespace of its own it keeps its files, but not that right.</summary>
    private (int ExitCode, string Output, string Error) RunWithoutPrivileges(string store, params string[] more) => BuildProgram.Start(
        "unshare",
        BuildProgram.Repository,
        [
            "--user",
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "Ttca.Build.dll"),
            .. paper.Arguments(store, "unprivileged-results", [.. more, "--data", paper.PathOf("data")]),
        ]);

    private static void SkipUnlessPermissionsCount() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && Try("unshare", "--user", "true"), "needs user namespaces");

    internal static bool Try(string command, params string[] arguments)
    {
        try
        {
            return BuildProgram.Start(command, Path.GetTempPath(), arguments).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^nodes: total=(\d+) executed=(\d+) ")]
    private static partial Regex Counts();
}
