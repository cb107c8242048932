using System.Text;
using Spectre.Console;
using Ttca.Build.Progress;

namespace Ttca.EndToEnd.Tests;

public sealed class ConsoleMonitorTests
{
    /// <summary>TERM=dumb is a terminal that can't move its cursor: a table that is drawn over would come again and again.</summary>
    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(true, true, false, false)]
    [InlineData(true, false, true, false)]
    [InlineData(false, true, true, false)]
    public void Live_view_is_for_a_terminal_that_is_drawn_over(bool isTerminal, bool isInteractive, bool isAnsi, bool isLive) =>
        ConsoleMonitor.IsLive(AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new Output(isTerminal),
            Interactive = isInteractive ? InteractionSupport.Yes : InteractionSupport.No,
            Ansi = isAnsi ? AnsiSupport.Yes : AnsiSupport.No,
        })).ShouldBe(isLive);

    private sealed class Output(bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => TextWriter.Null;

        public bool IsTerminal => isTerminal;

        public int Width => 80;

        public int Height => 24;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
