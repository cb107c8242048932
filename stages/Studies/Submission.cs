using Ttca.Collective;
using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>Something that is done to the test images before they are submitted.</summary>
/// <param name="Condition">Its name, see <see cref="Conditions"/>.</param>
/// <param name="Proxies">For how many proxies of each platform it is done.</param>
/// <param name="OfProxy">What the platform of a seed answered, by the draw of the proxy.</param>
public sealed record Submission(string Condition, int Proxies, Func<int, int, Node<Evaluation>> OfProxy)
{
    /// <summary>Something that no proxy takes part in.</summary>
    public Submission(string condition, Func<int, Node<Evaluation>> of)
        : this(condition, 1, (seed, _) => of(seed))
    {
    }

    /// <summary>The most proxies of any.</summary>
    public static int ProxiesOf(IEnumerable<Submission> submissions) => submissions.Max(submission => submission.Proxies);

    /// <summary>What the platform of a seed answered, for its first proxy.</summary>
    public Node<Evaluation> Of(int seed) => OfProxy(seed, 1);

    /// <summary>And for another; for the last where it isn't done for so many, so that it may stand beside what is.</summary>
    public Node<Evaluation> Of(int seed, int draw) => OfProxy(seed, Math.Min(draw, Proxies));
}

/// <summary>A difference that answers a study's question: of the accuracies where one thing is done and where another is.</summary>
/// <param name="Name">As the table calls it, such as <c>label - probabilities</c>.</param>
/// <param name="After">The one.</param>
/// <param name="Before">The other, which is subtracted.</param>
public sealed record Contrast(string Name, Submission After, Submission Before)
{
    /// <summary>Whether the accuracy is the majority's; else the subgroup's.</summary>
    public bool IsOfMajority { get; init; }
}
