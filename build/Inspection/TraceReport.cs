using System.Globalization;
using System.Text.Json;
using Ttca.Pipeline;

namespace Ttca.Build.Inspection;

/// <summary>A trace as text: what all nodes have in common first, then each node, from the data to the file.</summary>
public static class TraceReport
{
    public static void Write(ArtifactTrace trace, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine(trace.File);
        output.WriteLine($"  sha256 {trace.Sha256}, made by {trace.Nodes[^1].Node} with {trace.Nodes.Count - 1} nodes before it");
        var common = trace.Nodes.SelectMany(VersionsOf).GroupBy(version => version)
            .Where(version => version.Count() == trace.Nodes.Count).Select(version => version.Key).ToHashSet();
        WriteVersions("all on", common, output);
        foreach (string missing in trace.Missing)
        {
            output.WriteLine($"  {missing} was read too, but its record has been removed from the store");
        }

        foreach (var node in trace.Nodes)
        {
            WriteNode(node, common, trace, output);
        }
    }

    private static void WriteNode(NodeProvenance node, HashSet<(string, string)> common, ArtifactTrace trace, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(node.Label.Length == 0 ? node.Node : $"{node.Node} ({node.Label})");
        output.WriteLine($"  parameters {JsonSerializer.Serialize(node.Parameters)}");
        foreach (var (name, nodes) in node.Inputs.Where(input => input.Value.Count > 0))
        {
            output.WriteLine($"  read       {name}: {string.Join(", ", nodes)}");
        }

        foreach (string file in node.Files)
        {
            output.WriteLine($"  read       files from outside the store, sha256 of names and contents {file}");
        }

        foreach (var made in node.Outputs)
        {
            output.WriteLine($"  made       {made.Name}, {Sizes.Of(made.Size)}, sha256 {made.Sha256}");
        }

        foreach (string line in trace.Logs.GetValueOrDefault(node.Key, []))
        {
            output.WriteLine($"  said       {line}");
        }

        string parts = trace.Code.TryGetValue(node.Fingerprint, out var code)
            ? $", of {code.Parts.Count} types and assemblies (--json lists them)"
            : "";
        output.WriteLine($"  code       {node.Fingerprint}{parts}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  ran        {node.Started:yyyy-MM-dd HH:mm:ss} UTC for {node.Seconds:0.0} s, seed {node.Seed}, {node.Device}, "
                + $"{node.Threads} threads, key {node.Key}"));
        WriteVersions("on", VersionsOf(node).Where(version => !common.Contains(version)), output);
        foreach (var other in trace.AlsoMade.Where(other => other.Stage == node.Stage && other.Outputs.SequenceEqual(node.Outputs)))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  also made  the same bytes {other.Started:yyyy-MM-dd HH:mm:ss} UTC with code {other.Fingerprint}, commit "
                    + $"{other.Versions.GetValueOrDefault("commit")}, tree {other.Versions.GetValueOrDefault("tree")}"));
        }
    }

    private static IEnumerable<(string Name, string Version)> VersionsOf(NodeProvenance node) =>
        node.Versions.Select(version => (version.Key, version.Value));

    private static void WriteVersions(string what, IEnumerable<(string Name, string Version)> versions, TextWriter output)
    {
        var all = versions.ToList();
        if (all.Count > 0)
        {
            output.WriteLine($"  {what,-10} {string.Join(", ", all.Select(version => $"{version.Name} {version.Version}"))}");
        }
    }
}
