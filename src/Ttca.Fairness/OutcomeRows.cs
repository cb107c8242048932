namespace Ttca.Fairness;

/// <summary>The images of one seed as cells of a tally: each image adds one to each of its cells.</summary>
internal sealed class OutcomeRows
{
    private readonly Outcomes outcomes;
    private readonly TallyLayout layout;
    private readonly int[][] predictions;   // [C][N]
    private readonly int[][] claimPredictions;

    public OutcomeRows(Outcomes outcomes, TallyLayout layout)
    {
        (this.outcomes, this.layout) = (outcomes, layout);
        predictions = [.. layout.Conditions.Select(condition => outcomes.Predictions[condition])];
        claimPredictions = [.. layout.ClaimConditions.Select(condition => outcomes.Claims!.Predictions[condition])];
    }

    public int[] Cells(int image)
    {
        var (group, label) = (outcomes.Groups[image], outcomes.Labels[image]);
        var cells = new List<int>(1 + 2 * predictions.Length + claimPredictions.Length) { layout.Positives(group) + label };
        for (var c = 0; c < predictions.Length; c++)
        {
            var answer = predictions[c][image];
            var start = layout.Answers(group, c);
            cells.Add(start + answer);
            if (answer == label)
            {
                cells.Add(start + layout.Classes + label);
            }
        }

        for (var c = 0; c < claimPredictions.Length; c++)
        {
            if (claimPredictions[c][image] == outcomes.Claims!.Classes[image])
            {
                cells.Add(layout.FalseClaims(group, c));
            }
        }

        return [.. cells];
    }

    /// <summary>Images of a group, ordered by label, answers and claims: an order that doesn't depend on how the rows came.</summary>
    public int[] Ordered(int group)
    {
        var rows = Enumerable.Range(0, outcomes.Count).Where(i => outcomes.Groups[i] == group).ToArray();
        Array.Sort(rows, Compare);
        return rows;
    }

    private int Compare(int a, int b)
    {
        var order = outcomes.Labels[a].CompareTo(outcomes.Labels[b]);
        for (var c = 0; order == 0 && c < predictions.Length; c++)
        {
            order = predictions[c][a].CompareTo(predictions[c][b]);
        }

        for (var c = 0; order == 0 && c < claimPredictions.Length; c++)
        {
            order = Claimed(c, a).CompareTo(Claimed(c, b));
        }

        return order;
    }

    private bool Claimed(int condition, int image) => claimPredictions[condition][image] == outcomes.Claims!.Classes[image];
}
