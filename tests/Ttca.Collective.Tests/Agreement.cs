namespace Ttca.Collective.Tests;

internal static class Agreement
{
    /// <summary>The share of equal labels.</summary>
    public static double Of(IReadOnlyList<int> one, IReadOnlyList<int> other) =>
        one.Zip(other).Average(pair => pair.First == pair.Second ? 1.0 : 0);
}
