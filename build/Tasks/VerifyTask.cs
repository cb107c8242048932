using Cake.Core;
using Cake.Frosting;
using Ttca.Build.Inspection;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>Hashes the whole store again. Fails where something is damaged; the next run makes just that anew.</summary>
[TaskName("Verify")]
[TaskDescription("Hash everything in the store again; name what is damaged or missing, and move what is damaged to its quarantine")]
public sealed class VerifyTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var store = context.OpenExistingStore();
        var result = StoreVerification.Run(store);
        Console.WriteLine(
            $"{store.Directory}: {result.Records} records of nodes and {result.Blobs} files ({Sizes.Of(result.Bytes)}) read.");
        if (result.Unused > 0)
        {
            Console.WriteLine(
                $"Files of no record: {result.Unused} (of a run that was stopped, or of a damaged record): harmless, Gc removes them.");
        }

        foreach (string path in result.Strange)
        {
            Console.WriteLine($"Not of this store, passed over and left where it is: {path}");
        }

        if (result.Damages.Count > 0)
        {
            throw new CakeException($"{result.Damages.Count} damaged or "
            + $"missing:{string.Concat(result.Damages.Select(damage => $"\n  {damage}"))}\n"
                + "What was damaged is out of the way now, where a place is named: look at it there or delete it. The next run "
                + "makes anew what it needs of these.");
        }

        Console.WriteLine("All are intact.");
    }
}
