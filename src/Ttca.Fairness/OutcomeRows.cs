namespace Ttca.Fairness;

/// <summary>The images of one seed as cells of a tally: each image adds one to each of its cells.</summary>
internal sealed class OutcomeRows
{
    private readonly Observations _observations;
    private readonly TallyLayout _layout;
    private readonly int[][] _values;       // [C][N]
    private readonly int[]? _before;        // [N], null where there is no baseline
    private readonly Targets? _targets;
    private readonly int[]?[] _targeted;    // [C][N], null for a condition without targets

    public OutcomeRows(Observations observations, TallyLayout layout)
    {
        (_observations, _layout) = (observations, layout);
        _values = [.. layout.Conditions.Select(condition => observations.Values[condition])];
        var outcomes = observations as Outcomes;
        _before = outcomes?.Baseline is { } baseline ? outcomes.Predictions[baseline] : null;
        _targets = outcomes?.Targets;
        _targeted = [.. layout.Conditions.Select(condition => _targets?.Predictions.GetValueOrDefault(condition))];
    }

    /// <summary>The image's cells, condition by condition; those of the first condition include the label's.</summary>
    public IEnumerable<int[]> Values(int image)
    {
        var (group, label) = (_observations.Groups[image], _observations.LabelOf(image));
        for (var c = 0; c < _values.Length; c++)
        {
            yield return
            [
                .. _layout.Cells(group, c, label, _values[c][image]),
                .. HitsTarget(c, image) ? [_layout.TargetHits(group, c)] : Array.Empty<int>(),
                .. IsFlipped(c, image) ? [_layout.NegativeFlips(group, c)] : Array.Empty<int>(),
            ];
        }
    }

    /// <summary>
    /// Images of a group that seeds share, ordered by label, value and target, seed by seed and condition by condition: an order that
    /// doesn't depend on how the rows came.
    /// </summary>
    public static int[] Ordered(IReadOnlyList<OutcomeRows> seeds, int group)
    {
        var images = seeds[0]._observations;
        var rows = Enumerable.Range(0, images.Count).Where(i => images.Groups[i] == group).ToArray();
        Array.Sort(rows, (a, b) =>
        {
            var order = 0;
            for (var seed = 0; order == 0 && seed < seeds.Count; seed++)
            {
                order = seeds[seed].Compare(a, b);
            }

            return order;
        });
        return rows;
    }

    private int Compare(int a, int b)
    {
        var order = _observations.LabelOf(a).CompareTo(_observations.LabelOf(b));
        for (var c = 0; order == 0 && c < _values.Length; c++)
        {
            order = _values[c][a].CompareTo(_values[c][b]);
            order = order != 0 ? order : HitsTarget(c, a).CompareTo(HitsTarget(c, b));
        }

        return order;
    }

    private bool IsFlipped(int condition, int image) =>
        _before is not null && _before[image] == _observations.LabelOf(image) && _values[condition][image] != _observations.LabelOf(image);

    private bool HitsTarget(int condition, int image) => _targeted[condition] is { } answers && answers[image] == _targets!.Classes[image];
}
