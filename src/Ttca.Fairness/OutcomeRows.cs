namespace Ttca.Fairness;

/// <summary>The images of one seed as cells of a tally: each image adds one to each of its cells.</summary>
internal sealed class OutcomeRows
{
    private readonly Outcomes outcomes;
    private readonly TallyLayout layout;
    private readonly int[][] predictions;       // [C][N]
    private readonly int[]? unchanged;          // [N], null where nothing was submitted as it is
    private readonly int[]?[] claimPredictions; // [C][N], null for a condition without claims

    public OutcomeRows(Outcomes outcomes, TallyLayout layout)
    {
        (this.outcomes, this.layout) = (outcomes, layout);
        predictions = [.. layout.Conditions.Select(condition => outcomes.Predictions[condition])];
        unchanged = outcomes.Predictions.GetValueOrDefault(Scenario.Unchanged);
        claimPredictions = [.. layout.Conditions.Select(condition => outcomes.Claims?.Predictions.GetValueOrDefault(condition))];
    }

    /// <summary>The image's cells, condition by condition; those of the first condition include the label's.</summary>
    public IEnumerable<int[]> Answers(int image)
    {
        var (group, label) = (outcomes.Groups[image], outcomes.Labels[image]);
        for (var c = 0; c < predictions.Length; c++)
        {
            yield return
            [
                .. layout.Cells(group, c, label, predictions[c][image]),
                .. IsClaimed(c, image) ? [layout.FalseClaims(group, c)] : Array.Empty<int>(),
                .. IsHarmed(c, image) ? [layout.Harmed(group, c)] : Array.Empty<int>(),
            ];
        }
    }

    /// <summary>
    /// Images of a group that seeds share, ordered by label, answer and claim, seed by seed and condition by condition: an order that doesn't depend on how the rows came.
    /// </summary>
    public static int[] Ordered(IReadOnlyList<OutcomeRows> seeds, int group)
    {
        var images = seeds[0].outcomes;
        var rows = Enumerable.Range(0, images.Count).Where(i => images.Groups[i] == group).ToArray();
        Array.Sort(rows, (a, b) =>
        {
            var order = 0;
            for (var seed = 0; order == 0 && seed < seeds.Count; seed++)
            {
                order = seeds[seed].CompareAnswers(a, b);
            }

            return order;
        });
        return rows;
    }

    private int CompareAnswers(int a, int b)
    {
        var order = outcomes.Labels[a].CompareTo(outcomes.Labels[b]);
        for (var c = 0; order == 0 && c < predictions.Length; c++)
        {
            order = predictions[c][a].CompareTo(predictions[c][b]);
            order = order != 0 ? order : IsClaimed(c, a).CompareTo(IsClaimed(c, b));
        }

        return order;
    }

    private bool IsHarmed(int condition, int image) =>
        unchanged is not null && unchanged[image] == outcomes.Labels[image] && predictions[condition][image] != outcomes.Labels[image];

    private bool IsClaimed(int condition, int image) => claimPredictions[condition] is { } answers && answers[image] == outcomes.Claims!.Classes[image];
}
