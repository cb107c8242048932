using Cake.Core;
using Ttca.Pipeline;
using Ttca.Stages;

namespace Ttca.Build.Running;

/// <summary>Keeps a store and results apart: what removes from one would remove the other.</summary>
public static class StorePlace
{
    /// <exception cref="CakeException">Results would go into a folder of the store's own, or the store lies among results.</exception>
    public static void EnsureApart(string store, IReadOnlyList<ResultFolder> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        foreach (var folder in results)
        {
            if (ArtifactStore.Owns(store, folder.Path))
            {
                throw new CakeException($"the results of {folder.Name} would go to {folder.Path}, a folder that the store in {store} has for itself: give --results or --store another folder, or the experiment another name");
            }

            if (!Path.GetRelativePath(folder.Path, store).StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(Path.GetRelativePath(folder.Path, store)))
            {
                throw new CakeException($"the store in {store} would lie in {folder.Path}, where the results of {folder.Name} go: give --results or --store another folder");
            }
        }
    }
}
