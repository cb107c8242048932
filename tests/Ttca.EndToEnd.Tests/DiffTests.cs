using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ttca.EndToEnd.Tests;

public sealed class DiffTests : IDisposable
{
    private const string Provenance = """
        { "commit": "not known to this version", "nodes": [
          { "stage": "TrainPlatform", "parameters": { "parameters": { "epochs": 3, "sizes": [1, 2] } }, "files": [], "fingerprint": "aa",
            "environment": { "device": "cpu", "threads": "1" }, "versions": { "dotnet": "10.0.1" }, "device": "cpu", "threads": 1 },
          { "stage": "OptimizePerturbation", "parameters": { "parameters": { "steps": 60, "start": null } }, "files": [], "fingerprint": "bb",
            "environment": { "device": "cpu", "threads": "1" }, "versions": { "dotnet": "10.0.1" }, "device": "cpu", "threads": 1 } ] }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Equal_runs_are_said_to_be_equal_in_one_sentence()
    {
        string left = Results(
            "left", Metrics(Estimate("closure", "0.5", "0.25", "0.75"), Estimate("disparate-impact", "null", "null", "null")), Provenance);
        string right = Results("right", File.ReadAllText(Path.Combine(left, "metrics.json")), Provenance);

        Diff(left, right).ShouldBe($"""
            left   {left}/metrics.json
            right  {right}/metrics.json

            The runs are equal: all 2 metrics, the parameters, the code and the versions.

            """);
    }

    [Fact]
    public void Changes_are_printed_with_intervals_and_their_causes()
    {
        string left = Results(
            "left",
            Metrics(
                Estimate("accuracy-gap", "0.5", "0.25", "0.75"),
                Estimate("closure", "0.5", "0.45", "0.55"),
                Estimate("disparate-impact", "null", "null", "null"),
                Estimate("same", "0.1", "0", "1"),
                Estimate("unbounded", "0.25", "\"-infinite\"", "0.5"),
                Estimate("tiny", "0.25", "0.125", "0.5"),
                Estimate("gone", "0", "0", "0")),
            Provenance);
        string right = Results(
            "right",
            Metrics(
                Estimate("accuracy-gap", "0.75", "0.5", "1"),
                Estimate("closure", "0.6", "0.56", "0.65"),
                Estimate("disparate-impact", "1", "0.5", "2"),
                Estimate("same", "0.1", "0", "1"),
                Estimate("unbounded", "0.375", "\"-infinite\"", "0.5"),
                Estimate("tiny", "0.25025", "0.125", "0.5")).Replace("\"resamples\": 100", "\"resamples\": 200", StringComparison.Ordinal),
            Provenance.Replace("60", "100", StringComparison.Ordinal).Replace("\"aa\"", "\"ab\"", StringComparison.Ordinal)
                .Replace("10.0.1", "10.0.2", StringComparison.Ordinal).Replace("[1, 2]", "[1, 3]", StringComparison.Ordinal));

        Diff(left, right).ShouldBe($$"""
            left   {{left}}/metrics.json
            right  {{right}}/metrics.json

            Metrics: 5 changed, 1 with intervals apart (marked *); 1 unchanged
              resamples: 100 -> 200
              only left: gone (collective) in 1 cell

              collective-size, members = 5
              * closure (collective)           0.500 [0.450, 0.550]    0.600 [0.560, 0.650]    +0.100
                disparate-impact (collective)  undefined               1.000 [0.500, 2.000]    
                accuracy-gap (collective)      0.500 [0.250, 0.750]    0.750 [0.500, 1.000]    +0.250
                unbounded (collective)         0.250 [-∞, 0.500]       0.375 [-∞, 0.500]       +0.125
                tiny (collective)              0.250 [0.125, 0.500]    0.250 [0.125, 0.500]    +2.5e-4

            Parameters:
              TrainPlatform parameters.sizes: [1,2] -> [1,3]
              OptimizePerturbation parameters.steps: 60 -> 100

            Code:
              TrainPlatform: changed; the store of both runs (--store DIR) knows in what

            Device, threads, versions:
              dotnet: 10.0.1 -> 10.0.2

            """);
    }

    [Fact]
    public void Changed_types_are_named_where_the_store_knows_both_codes()
    {
        string before = new('a', 64), now = new('b', 64);
        string left = Results("left", Metrics(), Provenance.Replace("\"aa\"", $"\"{before}\"", StringComparison.Ordinal));
        string right = Results("right", Metrics(), Provenance.Replace("\"aa\"", $"\"{now}\"", StringComparison.Ordinal));
        _folder.CreateSubdirectory("store/actions");
        string store = _folder.CreateSubdirectory("store/code").Parent!.FullName;
        WriteSealed(
            Path.Combine(store, "code", $"{before}.json"), """{ "parts": { "Ttca.A": "1", "Ttca.B": "2", "assembly X": "1.0" } }""");
        WriteSealed(Path.Combine(store, "code", $"{now}.json"), """{ "parts": { "Ttca.A": "1", "Ttca.B": "3", "assembly X": "1.1" } }""");

        Diff(left, right, "--store", store).ShouldContain("\nCode:\n  TrainPlatform:\n    Ttca.B\n    assembly X 1.0 -> 1.1\n\n");
    }

    [Fact]
    public void Cells_and_stages_of_one_side_are_named()
    {
        string left = Results("left", Metrics(Estimate("closure", "0.5", "0.25", "0.75")), Provenance);
        string right = Results(
            "right",
            Metrics(Estimate("closure", "0.5", "0.25", "0.75")).Replace("\"5\"", "\"10\"", StringComparison.Ordinal),
            Provenance.Replace("Optimize", "Improve", StringComparison.Ordinal));

        string text = Diff(left, right);

        text.ShouldContain("""
            Metrics: 0 changed; 0 unchanged
              only left: collective-size members=5
              only right: collective-size members=10

            Stages:
              only left: OptimizePerturbation
              only right: ImprovePerturbation

            Parameters: the same

            """);
    }

    [Fact]
    public void Metrics_without_provenance_say_that_causes_are_unknown()
    {
        string left = Results("left", Metrics(Estimate("closure", "0.5", "0.25", "0.75")), null);
        string right = Results("right", Metrics(Estimate("closure", "0.5", "0.25", "0.75")), Provenance);

        Diff(Path.Combine(left, "metrics.json"), right).ShouldEndWith($"""
            The runs are equal: all 1 metrics.

            Parameters and code can't be compared: there is no provenance.json in {left}.

            """);
    }

    [Fact]
    public void Json_holds_every_change()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"metric-{i}")];
        string left = Results("left", Metrics([.. names.Select(name => Estimate(name, "0.5", "0.25", "0.75"))]), Provenance);
        string right = Results("right", Metrics([.. names.Select(name => Estimate(name, "null", "null", "null"))]), null);
        string file = Path.Combine(_folder.FullName, "diff.json");

        Diff(left, right, "--json", file).ShouldContain("    and 12 smaller: --json FILE writes all\n");

        string json = File.ReadAllText(file);
        json.ShouldNotContain('\r');
        using var document = JsonDocument.Parse(json);
        document.RootElement.GetProperty("origins").ValueKind.ShouldBe(JsonValueKind.Null);
        document.RootElement.GetProperty("without-provenance")[0].GetString().ShouldBe(right);
        var changes = document.RootElement.GetProperty("metrics").GetProperty("cells")[0].GetProperty("changes").EnumerateArray().ToList();
        changes.Select(change => change.GetProperty("metric").GetString()).ShouldBe(names);
        changes[0].GetProperty("left").GetProperty("high").GetDouble().ShouldBe(0.75);
        changes[0].GetProperty("right").GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
        changes[0].GetProperty("difference").ValueKind.ShouldBe(JsonValueKind.Null);
        changes[0].GetProperty("is-apart").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("<svg/>", "is not a metrics file: it is not JSON (line 1)")]
    [InlineData("null", "is not a metrics file: it holds nothing but null")]
    [InlineData("{}", "is not a metrics file: it lacks 'experiment', 'seeds', 'cells'")]
    [InlineData("""{ "experiment": "e", "seeds": 1, "cells": [null] }""", "is not a metrics file: a cell is null")]
    [InlineData("""{ "experiment": "e", "seeds": "x", "cells": [] }""", "is not a metrics file: $.seeds is not what it should be")]
    public void Wrong_files_are_refused_with_path_and_problem(string content, string problem)
    {
        string right = Results("right", content, null);

        ShouldFail($"Error: --right {right}/metrics.json: {problem}\n", Results("left", Metrics(), null), right);
    }

    [Fact]
    public void Metric_that_is_there_twice_is_refused()
    {
        string left = Results("left", Metrics(Estimate("closure", "1", "1", "1"), Estimate("closure", "2", "2", "2")), null);

        ShouldFail(
            $"Error: --left {left}/metrics.json: is not a metrics file: it has 'collective-size members=5: closure (collective)' twice\n",
            left,
            left);
    }

    [Theory]
    [InlineData("[]", "'nodes' is missing, or not an array")]
    [InlineData("""{ "nodes": [{ "stage": 1 }] }""", "'versions' is missing, or not an object")]
    [InlineData("{", "it is not JSON (line 1)")]
    public void Wrong_provenance_is_refused_with_path_and_problem(string content, string problem)
    {
        string left = Results("left", Metrics(), content);

        ShouldFail($"Error: --left {left}/provenance.json: is not a provenance file: {problem}\n", left, left);
    }

    [Fact]
    public void Missing_paths_are_named()
    {
        string nothing = Path.Combine(_folder.FullName, "nothing");

        ShouldFail($"Error: --left {nothing}: there is no such file or folder\n", nothing, nothing);
        ShouldFail(
            $"Error: --left {_folder.FullName}: there is no metrics.json in this folder; give one that holds an experiment's "
                + $"results, such as results/embedded\n",
            _folder.FullName,
            nothing);
    }

    [Fact]
    public void Huge_file_is_refused_unread()
    {
        string path = Path.Combine(_folder.FullName, "huge.json");
        using (var file = File.Create(path))
        {
            file.SetLength(300L << 20);   // sparse
        }

        ShouldFail($"Error: --left {path}: is not a metrics file: 300 MiB are more than the 256 MiB that one may have\n", path, path);
    }

    private static string Estimate(string name, string value, string low, string high) => $$"""
        { "name": "{{name}}", "condition": "collective", "estimate": { "value": {{value}}, "low": {{low}}, "high": {{high}}, "is-defined": true },
          "per-seed": [0.5], "images": 80, "seeds": 1, "resamples": 100, "undefined-resamples": 0 }
        """;

    private static string Metrics(params string[] estimates) => string.Create(CultureInfo.InvariantCulture, $$"""
        { "experiment": "embedded", "seeds": 1, "cells": [
          { "study": "collective-size", "variable": "members", "value": "5", "metrics": { "estimates": [{{string.Join(',', estimates)}}] } }] }
        """);

    /// <summary>As the store writes its own files: the SHA-256 of what follows comes first.</summary>
    private static void WriteSealed(string path, string json)
    {
        string body = $"\"content\":\n{json}}}\n";
        File.WriteAllText(path, $"{{\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}\",\n{body}");
    }

    private string Results(string name, string metrics, string? provenance)
    {
        string directory = _folder.CreateSubdirectory(name).FullName;
        File.WriteAllText(Path.Combine(directory, "metrics.json"), metrics);
        if (provenance is not null)
        {
            File.WriteAllText(Path.Combine(directory, "provenance.json"), provenance);
        }

        return directory;
    }

    private string Diff(string left, string right, params string[] more)
    {
        var (code, output, error) = Run(left, right, more);
        code.ShouldBe(0, error);
        int start = output.IndexOf("left   ", StringComparison.Ordinal);
        return output[start..(output.IndexOf("\nTask  ", StringComparison.Ordinal))].Replace('\\', '/');
    }

    private void ShouldFail(string message, string left, string right)
    {
        var (code, _, error) = Run(left, right);
        code.ShouldBe(1);
        error.Replace('\\', '/').ShouldEndWith(message.Replace('\\', '/'));
    }

    private (int ExitCode, string Output, string Error) Run(string left, string right, params string[] more) =>
        BuildProgram.Run(_folder.FullName, ["--target", "Diff", "--left", left, "--right", right, .. more]);
}
