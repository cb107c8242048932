using System.Diagnostics;

namespace Ttca.EndToEnd.Tests;

/// <summary>Runs the build program as a user does.</summary>
internal static class BuildProgram
{
    /// <summary>The folder of TTCA.sln.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Runs the program in a folder.</summary>
    public static (int ExitCode, string Output, string Error) Run(string folder, params string[] args) =>
        Start("dotnet", folder, [Path.Combine(AppContext.BaseDirectory, "Ttca.Build.dll"), .. args]);

    /// <summary>Runs a command to its end.</summary>
    public static (int ExitCode, string Output, string Error) Start(string command, string folder, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(command, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TTCA.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
