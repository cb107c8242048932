using Ttca.Collective;
using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>Something that is done to the test images before they are submitted.</summary>
/// <param name="Condition">Its name, see <see cref="Conditions"/>.</param>
/// <param name="Proxies">For how many proxies of each platform it is done; null where no proxy takes part, so that it stands beside any of them.</param>
/// <param name="OfProxy">What the platform of a seed answered, by the draw of the proxy.</param>
public sealed record Submission(string Condition, int? Proxies, Func<int, int, Node<Evaluation>> OfProxy)
{
    /// <summary>Something that no proxy takes part in.</summary>
    public Submission(string condition, Func<int, Node<Evaluation>> of)
        : this(condition, null, (seed, _) => of(seed))
    {
    }

    /// <summary>For how many proxies all of these are done; 1 where none takes part in any.</summary>
    /// <exception cref="ArgumentException">Some are done for more than others: a comparison would be one of proxies.</exception>
    public static int ProxiesOf(IEnumerable<Submission> submissions)
    {
        int[] proxies = [.. submissions.Select(submission => submission.Proxies).OfType<int>().Distinct()];
        return proxies.Length <= 1 ? proxies.SingleOrDefault(1) : throw new ArgumentException($"compared are submissions for {string.Join(" and ", proxies.Order())} proxies of each platform");
    }

    /// <summary>What the platform of a seed answered, for a proxy.</summary>
    public Node<Evaluation> Of(int seed, int draw) => OfProxy(seed, draw);

    /// <summary>For the first proxy.</summary>
    public Node<Evaluation> Of(int seed) => OfProxy(seed, 1);
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
