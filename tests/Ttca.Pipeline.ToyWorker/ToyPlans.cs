using Ttca.Pipeline.Code;

namespace Ttca.Pipeline.ToyWorker;

public static class ToyPlans
{
    /// <summary>Sources of 0 to 18 with 100 added to each, and a hold of 1; all summed.</summary>
    public const int SumOfBranches = (18 * 19 / 2) + (19 * 100) + 1;

    public static Plan Branches(StageCatalog catalog, string started, string release)
    {
        var plan = new PlanBuilder(catalog);
        var ends = new List<Node<Number>> { plan.Add(new Hold(started, release) { Value = 1 }) };
        for (var value = 0; value < 19; value++)
        {
            ends.Add(plan.Add(new Add(100) { To = plan.Add(new Source(new SourceParameters { Value = value })) }));
        }

        plan.Add(new Sum { Of = ends });
        return plan.Build();
    }
}

public sealed class NoFingerprint : ICodeFingerprint
{
    public string Of(Type stage, IEnumerable<Type> codecs) => new('0', 64);

    public CodeListing ListingOf(Type stage, IEnumerable<Type> codecs) => new(new Dictionary<string, string>());
}

public sealed class NoObserver : IRunObserver
{
    public void NodeStarted(Node node)
    {
    }

    public void NodeProgress(Node node, long done, long total, string detail)
    {
    }

    public void NodeLog(Node node, string line)
    {
    }

    public void NodeFinished(NodeResult result)
    {
    }

    public void Warning(string message)
    {
    }
}
