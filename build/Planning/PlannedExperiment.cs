using Cake.Core;
using Ttca.Build.CommandLine;
using Ttca.Configuration;
using Ttca.Pipeline;
using Ttca.Stages;

namespace Ttca.Build.Planning;

/// <summary>An experiment, or several in one, with its plan and the folders that its results go to.</summary>
public sealed class PlannedExperiment
{
    private PlannedExperiment(ExperimentSet experiments, RunOptions options)
    {
        var plan = ExperimentSetPlan.Of(experiments);
        Experiments = experiments;
        Plan = plan.Plan;
        Folders = [.. plan.Folders.Select(folder => folder with { Path = Path.Combine(options.ResultsDirectory, folder.Path) })];
        EnsureApart(options.StoreDirectory, Folders);
    }

    public ExperimentSet Experiments { get; }

    public Plan Plan { get; }

    /// <summary>
    /// Where figures and tables go, by full path: the folder of the whole, then one for each experiment that a file names.
    /// </summary>
    public IReadOnlyList<ResultFolder> Folders { get; }

    /// <summary>The folder of the whole.</summary>
    public string ResultsDirectory => Folders[0].Path;

    /// <summary>What its author should know before it runs.</summary>
    public IEnumerable<string> Remarks =>
        Experiments.Experiments.SelectMany(experiment => experiment.Remarks().Select(remark => $"{experiment.ResultsName}: {remark}"));

    /// <exception cref="ConfigurationException">The experiment file or an override is wrong; every violation is named.</exception>
    /// <exception cref="CakeException">Store and results would be in each other's way.</exception>
    public static PlannedExperiment Of(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string check = $"Nothing was run. Check again with: {options.CommandOf("Status")}";
        return new PlannedExperiment(ExperimentSet.Read(options.ExperimentFile, options.Overrides, check), options);
    }

    /// <summary>Keeps a store and results apart: what removes from one would remove the other.</summary>
    /// <exception cref="CakeException">Results would go into a folder of the store's own, or the store lies among results.</exception>
    public static void EnsureApart(string store, IReadOnlyList<ResultFolder> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        foreach (var folder in results)
        {
            if (ArtifactStore.Owns(store, folder.Path))
            {
                throw new CakeException($"the results of {folder.Name} would go to {folder.Path}, a folder that the store in "
                + $"{store} has for itself: "
                    + "give --results or --store another folder, or the experiment another name");
            }

            string way = Path.GetRelativePath(folder.Path, store);
            if (!way.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(way))
            {
                throw new CakeException($"the store in {store} would lie in {folder.Path}, where the results of {folder.Name} go: "
                    + "give --results or --store another folder");
            }
        }
    }
}
