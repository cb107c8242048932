namespace Ttca.Fairness.Tests;

internal static class Simulated
{
    /// <summary>Half majority, half subgroup; accuracies between 0.6 and 0.95; errors uniform over the other classes.</summary>
    public static Outcomes Outcomes(int seed, int images, int classes, IReadOnlyList<string> conditions)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, images).Select(i => i / 2 % classes)];
        byte[] groups = [.. Enumerable.Range(0, images).Select(i => (byte)(i % 2))];
        int[] claimed = [.. labels.Select(label => (label + 1 + random.Next(classes - 1)) % classes)];
        var accuracies = conditions.Select((_, c) => (double[])[0.95, 0.6 + 0.3 * c / conditions.Count]).ToArray();
        var predictions = conditions.Select((name, c) => (name, answers: Enumerable.Range(0, images).Select(i =>
            random.NextDouble() < accuracies[c][groups[i]] ? labels[i] : random.Next(classes)).ToArray())).ToDictionary(
                pair => pair.name, pair => pair.answers);
        var claims = conditions.ToDictionary(name => name, _ => labels.Select((label, i) =>
            random.NextDouble() < 0.3 ? claimed[i] : label).ToArray());
        return new Outcomes(classes, labels, groups, predictions, new Targets(claimed, claims));
    }
}
