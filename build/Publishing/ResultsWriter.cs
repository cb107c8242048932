using Ttca.Build.Planning;
using Ttca.Pipeline;

namespace Ttca.Build.Publishing;

/// <summary>Writes what finished nodes made into the folders of results.</summary>
/// <param name="experiment">What was run.</param>
/// <param name="store">Where it is.</param>
/// <param name="command">Recorded with the results.</param>
/// <param name="versions">Recorded with the results.</param>
/// <param name="warn">Hears what could not be made, and stands against nothing else.</param>
public sealed class ResultsWriter(
    PlannedExperiment experiment, ArtifactStore store, string command, IReadOnlyDictionary<string, string> versions, Action<string> warn)
{
    /// <summary>Before hours of work that could not be written.</summary>
    /// <exception cref="ExportException">A folder that one of the nodes has files for can't be written.</exception>
    public void EnsureWritable(IReadOnlyList<Node> nodes)
    {
        foreach (var folder in experiment.Folders.Where(folder => nodes.Any(folder.Files.Contains)))
        {
            ArtifactExport.EnsureWritable(folder.Path);
        }
    }

    /// <summary>Writes the files of the rendered ones among finished nodes. Pages that show others than these are removed.</summary>
    public void Write(IReadOnlyList<NodeResult> results)
    {
        foreach (var folder in experiment.Folders)
        {
            var made = results.Where(result => folder.Files.Contains(result.Node)).Select(result => result.Action!.Stored);
            if (ArtifactExport.To(folder.Path, store, made).Count > 0)
            {
                PrintedPage.Remove(folder.Path);
            }
        }
    }

    /// <summary>
    /// Writes into each folder its files, <c>provenance.json</c> (where all that they rest on came from), and the printed page. Files that
    /// only an earlier run made are removed.
    /// </summary>
    /// <param name="results">Of every node of the plan, all finished.</param>
    public void WriteWhole(IReadOnlyList<NodeResult> results)
    {
        Write(results);
        foreach (var folder in experiment.Folders)
        {
            var nodes = experiment.Plan.Closure(folder.Files).ToHashSet();
            var provenance = Provenance.Of(folder.Name, command, versions, results.Where(result => nodes.Contains(result.Node)));
            string path = Path.Combine(folder.Path, "provenance.json");
            StaleResults.Remove(folder.Path, path, provenance);
            ArtifactExport.Write(path, provenance.ToJson());
            var origins = new FileOrigins(provenance, folder.Files);
            var subject = folder.Experiment is { } one
                ? PageSubject.Of(one, provenance, origins, folder.Path)
                : PageSubject.Of(experiment.Experiments, provenance, origins, folder.Path);
            PrintedPage.Write(subject, provenance, origins, folder.Path, warn);
        }
    }
}
