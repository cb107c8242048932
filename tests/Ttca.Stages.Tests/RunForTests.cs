using Ttca.Pipeline;
using Ttca.Pipeline.Code;

namespace Ttca.Stages.Tests;

/// <summary>Code is no part of keys.</summary>
internal sealed class NoFingerprint : ICodeFingerprint
{
    public string Of(Type stage, IEnumerable<Type> codecs) => new('0', 64);

    public CodeListing ListingOf(Type stage, IEnumerable<Type> codecs) => new(new Dictionary<string, string>());
}

/// <summary>Nobody is told.</summary>
internal sealed class NoObserver : IRunObserver
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
