using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Runs the build program on one target, with the settings that MSBuild's command line names.</summary>
/// <remarks>
/// The settings are read here, as they were written: an item would lose a value with a <c>*</c> and take others apart, and a property would
/// turn <c>%20</c> into a space. The program is started as it is: no shell sees a value. What a process is given is one string, because
/// MSBuild's RoslynCodeTaskFactory compiles against netstandard2.0, which has no list of arguments.
/// </remarks>
public class RunPipeline : ToolTask
{
    [Required]
    public string Program { get; set; }

    [Required]
    public string Target { get; set; }

    /// <summary>Where the user stands: MSBuild itself works in the solution's folder.</summary>
    [Required]
    public string Folder { get; set; }

    protected override string ToolName => "dotnet";

    protected override string GetWorkingDirectory() => Folder;

    protected override string GenerateFullPathToTool() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? ToolName;

    protected override string GenerateCommandLineCommands() => string.Join(" ", Arguments().Select(Quote));

    /// <summary>The program's own lines, of which none is an error or a warning of the build.</summary>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance) =>
        Log.LogMessage(MessageImportance.High, singleLine);

    private IEnumerable<string> Arguments()
    {
        yield return Program;
        yield return "--target=" + Target;
        if (Setting("Experiment") is string experiment)
        {
            yield return "--experiment=" + experiment;
        }

        foreach (string change in (Setting("Set") ?? "").Split(new[] { ';' }, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return "--set=" + change;
        }

        if (Setting("Jobs") is string jobs)
        {
            yield return "--jobs=" + jobs;
        }
    }

    private string Setting(string name) =>
        ((IBuildEngine6)BuildEngine).GetGlobalProperties().FirstOrDefault(pair => pair.Key.Equals(
            name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>In quotes; a quote within is escaped by a backslash, and the backslashes before one are doubled.</summary>
    private static string Quote(
        string argument) =>
            "\""
                + Regex.Replace(
                    argument,
                    "(\\\\*)(\"|$)",
                    match => match.Groups[1].Value + match.Groups[1].Value + (match.Groups[2].Length > 0 ? "\\\"" : ""))
                + "\"";
}
