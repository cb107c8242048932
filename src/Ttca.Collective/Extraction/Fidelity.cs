using Ttca.Datasets;

namespace Ttca.Collective;

/// <summary>Agreement of proxy and platform: the share of inputs to which both give the same label (Jagielski et al. 2020).</summary>
public static class Fidelity
{
    /// <returns>From 0 to 1; NaN, that is undefined, without inputs.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double Of(IReadOnlyList<int> proxyLabels, IReadOnlyList<int> platformLabels)
    {
        ArgumentNullException.ThrowIfNull(proxyLabels);
        ArgumentNullException.ThrowIfNull(platformLabels);
        if (proxyLabels.Count != platformLabels.Count)
        {
            throw new ArgumentException($"{proxyLabels.Count} labels of the proxy against {platformLabels.Count} of the platform", nameof(platformLabels));
        }

        return (double)Enumerable.Range(0, proxyLabels.Count).Count(i => proxyLabels[i] == platformLabels[i]) / proxyLabels.Count;
    }

    /// <summary>Fidelity on the inputs of one group.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double Of(IReadOnlyList<int> proxyLabels, IReadOnlyList<int> platformLabels, IReadOnlyList<Group> groups, Group group)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count != proxyLabels.Count || groups.Count != platformLabels.Count)
        {
            throw new ArgumentException($"{groups.Count} groups for {proxyLabels.Count} labels of the proxy and {platformLabels.Count} of the platform", nameof(groups));
        }

        int[] inGroup = [.. Enumerable.Range(0, groups.Count).Where(i => groups[i] == group)];
        return Of([.. inGroup.Select(i => proxyLabels[i])], [.. inGroup.Select(i => platformLabels[i])]);
    }
}
