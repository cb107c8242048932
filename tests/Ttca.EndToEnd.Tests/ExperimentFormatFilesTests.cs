using Ttca.Stages;

namespace Ttca.EndToEnd.Tests;

/// <summary>In the program's own process, where no test adds a data set or a study.</summary>
public sealed class ExperimentFormatFilesTests
{
    [Fact]
    public void Committed_files_are_what_the_program_writes()
    {
        foreach (var (path, text) in ExperimentFormat.Files())
        {
            File.ReadAllText(Path.Combine(BuildProgram.Repository, path))
                .ShouldBe(text, $"{path}: run dotnet run --project build -- --target Schema");
        }
    }
}
