using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ttca.EndToEnd.Tests;

/// <summary>The Cake host on toy tasks. The order is Cake's documented one: dependencies first, in the order of their attributes.</summary>
public sealed class FrostingHostTests
{
    private readonly FrostingToyLog _log = new();
    private readonly RecordingConsole _console = new();

    [Fact]
    public void Run_of_a_target_runs_dependencies_first() =>
        Ran("--target=Compile").ShouldBe(["Restore", "Lint", "Compile"]);

    [Fact]
    public void Run_of_a_diamond_runs_each_task_once() =>
        Ran("--target=Everything").ShouldBe(["Restore", "Lint", "Compile"]);

    [Fact]
    public void Exclusive_runs_the_target_alone() =>
        Ran("--exclusive", "--target=Compile").ShouldBe(["Compile"]);

    [Fact]
    public void Two_targets_run_in_their_order() =>
        Ran("--target=Lint", "--target=Restore").ShouldBe(["Lint", "Restore"]);

    [Fact]
    public void Failure_stops_the_run_with_its_message()
    {
        Failure("--target=AfterBroken").ShouldEndWith("Error: broken for good\n");
    }

    [Fact]
    public void Arguments_are_those_of_the_command_line() =>
        Ran("--set=a=1", "--set=b=2", "--flag", "--target=Arguments").ShouldBe(["set: a=1 | b=2", "target: Arguments", "flag: "]);

    [Fact]
    public void Task_that_is_not_public_is_not_found() =>
        Failure("--target=Hidden").ShouldBe("Error: The target 'Hidden' was not found.\n");

    [Fact]
    public void Target_is_Default_where_none_is_named() => Failure().ShouldBe("Error: The target 'Default' was not found.\n");

    [Fact]
    public void Tree_shows_dependencies()
    {
        Ran("--tree").ShouldBeEmpty();

        _console.Output.ShouldBe("""

            AfterBroken
            └─Broken

            Arguments

            Everything
            ├─Restore
            └─Compile
               ├─Restore
               └─Lint


            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Description_shows_what_each_task_is_for()
    {
        Ran("--description").ShouldBeEmpty();

        // Whether Spectre.Console writes colours depends on where the tests run.
        var text = Regex.Replace(_console.Ansi.ToString(), @"\e\[[0-9;]*m", "");
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines.ShouldContain(line => line.StartsWith("Compile ") && line.EndsWith(" Make the program"));
        lines.ShouldContain(line => line.StartsWith("Restore ") && line.EndsWith(" Fetch what is needed"));
    }

    [Fact]
    public void Dryrun_names_the_tasks_in_order_and_runs_none()
    {
        Ran("--dryrun", "--target=Compile").ShouldBeEmpty();

        _console.Output.ShouldBe("""
            Performing dry run...
            Targets are: Compile

            1. Restore
            2. Lint
            3. Compile

            This was a dry run.
            No tasks were actually executed.

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Verbosity_decides_what_is_said()
    {
        const string Header = "\n========================================\nLint\n========================================\n";

        Ran("--target=Lint", "--verbosity=quiet").ShouldBe(["Lint"]);
        _console.Output.ShouldNotContain(Header);    // but the report of durations is there

        Ran("--target=Lint", "--verbosity=normal").ShouldBe(["Lint", "Lint"]);
        _console.Output.ShouldContain(Header);
    }

    private List<string> Ran(params string[] args)
    {
        Host().Run(args).ShouldBe(0, _console.Error);
        return _log.Entries;
    }

    private string Failure(params string[] args)
    {
        Host().Run(args).ShouldBe(1);
        _log.Entries.ShouldBeEmpty();
        return _console.Error;
    }

    private CakeHost Host() =>
        new CakeHost().UseContext<FrostingToyContext>().ConfigureServices(AddToyServices);

    private void AddToyServices(IServiceCollection services) => services
        .AddSingleton(_log)
        .AddSingleton<IConsole>(_console)
        .AddSingleton(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_console.Ansi) }));

    private sealed class RecordingConsole : IConsole
    {
        private readonly StringBuilder _output = new();
        private readonly StringBuilder _error = new();

        public StringWriter Ansi { get; } = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

        public string Output => _output.ToString();

        public string Error => _error.ToString();

        public ConsoleColor ForegroundColor { get; set; }

        public ConsoleColor BackgroundColor { get; set; }

        public bool SupportAnsiEscapeCodes => false;

        public void Write(string format, params object[] arg) => _output.AppendFormat(CultureInfo.InvariantCulture, format, arg);

        public void WriteLine(string format, params object[] arg) =>
            _output.AppendFormat(CultureInfo.InvariantCulture, format, arg).Append('\n');

        public void WriteError(string format, params object[] arg) => _error.AppendFormat(CultureInfo.InvariantCulture, format, arg);

        public void WriteErrorLine(string format, params object[] arg) =>
            _error.AppendFormat(CultureInfo.InvariantCulture, format, arg).Append('\n');

        public void ResetColor()
        {
        }
    }
}
