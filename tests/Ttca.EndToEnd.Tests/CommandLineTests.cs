using Ttca.Build.CommandLine;

namespace Ttca.EndToEnd.Tests;

public sealed class CommandLineTests
{
    private static readonly CommandLineOptions Options = new(["Paper", "Test", "Gc", "Why", "RunNode", "Trace", "Diff"]);

    [Theory]
    [InlineData("")]
    [InlineData("--target Paper")]
    [InlineData("-t paper --target=Test")]
    [InlineData("--experiment embedded --set a.b=1 --set=c=x=y --jobs 2 --device cpu --data d --results r --store s")]
    [InlineData("--verbosity diagnostic -w . -e --dryrun --tree --description --version --info --help")]
    [InlineData("-v d")]
    [InlineData("--target gc --keep 3 --grace 0 --dry-run")]
    [InlineData("-t Why --node Fetch-3f2a91")]
    [InlineData("-t Diff --left a --right b --json c")]
    [InlineData("--target Why --dryrun")]
    public void Error_of_a_right_line_is_null(string line) => Check(line).ShouldBeNull();

    [Theory]
    [InlineData("--target Papr", "--target: 'Papr' is unknown; nearest is 'Paper' (allowed: Paper, Test, Gc, Why, RunNode, Trace, Diff)")]
    [InlineData("--target Bootstrap", "--target: 'Bootstrap' is unknown (allowed: Paper, Test, Gc, Why, RunNode, Trace, Diff)")]
    [InlineData("-t", "--target: needs a value: --target TASK")]
    [InlineData("--target --tree", "--target: needs a value: --target TASK")]
    [InlineData("--target=", "--target: '' is unknown (allowed: Paper, Test, Gc, Why, RunNode, Trace, Diff)")]
    [InlineData("--stroe s", "--stroe: unknown option; nearest is --store (see --help)")]
    [InlineData("--colour", "--colour: unknown option (see --help)")]
    [InlineData("-x", "-x: unknown option (see --help)")]
    [InlineData("Paper", "Paper: unexpected; a task is named by --target TASK (see --help)")]
    [InlineData("--tree x", "x: unexpected; a task is named by --target TASK (see --help)")]
    [InlineData("--tree=yes", "--tree: takes no value")]
    [InlineData("--jobs 1 --jobs 2", "--jobs: given more than once")]
    [InlineData("-w a --working b", "--working: given more than once")]
    [InlineData("--jobs 0", "--jobs: '0' is not a whole number from 1")]
    [InlineData("--jobs=-1", "--jobs: '-1' is not a whole number from 1")]
    [InlineData("--jobs 1.5", "--jobs: '1.5' is not a whole number from 1")]
    [InlineData("--jobs 99999999999", "--jobs: '99999999999' is not a whole number from 1")]
    [InlineData("--device gpu", "--device: 'gpu' is unknown; nearest is 'cpu' (allowed: auto, cpu, cuda)")]
    [InlineData("--verbosity loud", "--verbosity: 'loud' is unknown (allowed: quiet, minimal, normal, verbose, diagnostic)")]
    [InlineData("--verbosity queit", "--verbosity: 'queit' is unknown; nearest is 'quiet' (allowed: quiet, minimal, normal, "
        + "verbose, diagnostic)")]
    [InlineData("--set steps", "--set: 'steps' is not of the form PATH=VALUE")]
    [InlineData("--set==50", "--set: '=50' is not of the form PATH=VALUE")]
    [InlineData("--store=", "--store: the value is empty")]
    [InlineData("--store=~/s", "--store: '~/s' begins with ~, which only a shell puts the home folder for: write that out (or ./~/s "
        + "for a name like this)")]
    [InlineData("--data ~", "--data: '~' begins with ~, which only a shell puts the home folder for: write that out (or ./~ for a "
        + "name like this)")]
    [InlineData("--results=~me", "--results: '~me' begins with ~, which only a shell puts the home folder for: write that out (or "
        + "./~me for a name like this)")]
    [InlineData("--experiment=~/e.yaml", "--experiment: '~/e.yaml' begins with ~, which only a shell puts the home folder for: "
        + "write that out (or ./~/e.yaml for a name like this)")]
    [InlineData("-w=~", "--working: '~' begins with ~, which only a shell puts the home folder for: write that out (or ./~ for a "
        + "name like this)")]
    [InlineData("--target Trace --file=~/f", "--file: '~/f' begins with ~, which only a shell puts the home folder for: write that "
        + "out (or ./~/f for a name like this)")]
    [InlineData("--keep -1 --target Gc", "--keep: '-1' is not a whole number from 1")]
    [InlineData("--keep 0 --target Gc", "--keep: '0' is not a whole number from 1")]
    [InlineData("--grace 1.5 --target Gc", "--grace: '1.5' is not a whole number from 0 to 1000000")]
    [InlineData("--grace 9000000 --target Gc", "--grace: '9000000' is not a whole number from 0 to 1000000")]
    [InlineData("--target Paper --keep 2", "--keep: only for --target Gc")]
    [InlineData("--dry-run", "--dry-run: only for --target Gc")]
    [InlineData("--target Paper --node x", "--node: only for --target Why or RunNode")]
    [InlineData("--target why", "--target Why: needs --node ID|FILE")]
    [InlineData("--target Trace", "--target Trace: needs --file FILE")]
    [InlineData("--target Diff --left a", "--target Diff: needs --right PATH")]
    public void Error_of_a_wrong_line_says_what_and_what_is_allowed(string line, string error) => Check(line).ShouldBe(error);

    [Fact]
    public void Help_lists_tasks_and_options()
    {
        using var output = new StringWriter { NewLine = "\n" };

        Help.Write(output, [("Paper", "Everything"), ("Test", "Run every test")], Options);

        output.ToString().ShouldBe("""
            TTCA: test-time collective action, from experiment file to figures.

            Usage: dotnet run --project build -- [--target TASK] [options]

            Tasks:
              Paper                   Everything
              Test                    Run every test

            Options:
              --experiment NAME|FILE  Experiment: a name in experiments/, or a YAML file, which may name several (default: embedded)
              --set PATH=VALUE        Change one value of the experiment, such as perturbation.steps=50, or of one of several: cifar10.replicates.platforms=3; repeatable
              --jobs N                Worker processes at a time (default: number of cores)
              --device DEVICE         auto, cpu or cuda (default: auto, which is cuda where there is one)
              --data DIR              Where data sets are kept (default: TTCA_DATA, else a per-user cache)
              --results DIR           Where figures and tables go (default: results in the program's clone)
              --store DIR             Where finished work is kept and found again (default: results/store in the program's clone)
              --node ID|FILE          Why: the node, or a file of the results, to explain. RunNode: the node to run
              --file FILE             Trace: the file of the results to trace
              --left PATH             Diff: a folder of results, or its metrics.json
              --right PATH            Diff: the one to compare it with
              --json FILE             Trace, Diff: write the answer as JSON too
              --keep N                Gc: finished runs of each whole experiment to keep, with all later ones that were stopped or partial (default: 3)
              --grace HOURS           Gc: what is younger stays (default: 24)
              --dry-run               Gc: say what would be removed, and remove nothing

            Options of Cake:
              -t, --target TASK       Task to run; repeatable (default: Default)
              -e, --exclusive         Run the target's task alone; nodes that it needs still run
              --dryrun                Name the tasks that would run
              --tree                  Show which task depends on which
              --description           Show what each task is for
              -v, --verbosity LEVEL   quiet, minimal, normal, verbose or diagnostic (default: normal)
              -w, --working DIR       Folder to run in (default: the current one)
              --version               Show the version
              --info                  Show the versions of TTCA, Cake and libtorch
              -h, --help              Show this text

            """);
    }

    [Fact]
    public void ForCake_has_what_is_Cakes_alone_in_one_form() =>
        Parse("-t Why --node x -e -v d --set a=1 --target=Gc -w .").ForCake.ShouldBe(
            ["--target=Why", "--exclusive", "--verbosity=d", "--target=Gc", "--working=."]);

    [Fact]
    public void Common_has_what_every_task_reads() =>
        Parse("--jobs 2 -t Gc --keep 3 --set a=1 --experiment e --set=b=c=2").Common.ShouldBe(
            [("--experiment", "e"), ("--set", "a=1"), ("--set", "b=c=2"), ("--jobs", "2")]);

    private static string? Check(string line) => Parse(line).Error;

    private static ParsedCommandLine Parse(string line) => new(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), Options);
}
