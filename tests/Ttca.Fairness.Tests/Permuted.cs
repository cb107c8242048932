namespace Ttca.Fairness.Tests;

internal static class Permuted
{
    /// <summary>The same images in another order.</summary>
    public static Outcomes Rows(Outcomes seed, Random random)
    {
        int[] order = [.. Enumerable.Range(0, seed.Count)];
        random.Shuffle(order);
        int[] Column(int[] values) => [.. order.Select(i => values[i])];
        Dictionary<string, int[]> Columns(IReadOnlyDictionary<string, int[]> columns) =>
            columns.ToDictionary(column => column.Key, column => Column(column.Value));
        return new Outcomes(
            seed.Classes,
            Column(seed.Labels),
            [.. order.Select(i => seed.Groups[i])],
            Columns(seed.Predictions),
            seed.Targets is null ? null : new Targets(Column(seed.Targets.Classes), Columns(seed.Targets.Predictions)));
    }
}
