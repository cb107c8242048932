using System.Globalization;
using Ttca.Fairness;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>A result in a sentence that is made from the numbers of a study.</summary>
/// <param name="Text">
/// Of it, with <c>{0}</c>, <c>{1}</c> and so on for <see cref="Values"/>, <c>{least}</c> and <c>{most}</c> for those of
/// <see cref="Among"/>.
/// </param>
/// <param name="Values">Each given with its interval.</param>
public sealed record Finding(string Text, params IReadOnlyList<MetricAt> Values)
{
    /// <summary>Numbers of which the least and the greatest are named.</summary>
    public IReadOnlyList<NamedMetric> Among { get; init; } = [];

    /// <summary>The text where the first value, or each of <see cref="Among"/>, is undefined; null: the same.</summary>
    public string? IfUndefined { get; init; }

    /// <summary>How much of the gap something closes, whether or not there is one that can be closed.</summary>
    /// <param name="who">Does it, in the plural, such as <c>200 members</c>.</param>
    /// <param name="cell">Of the study.</param>
    public static Finding Closure(string who, Cell cell) => new(
        $"{who} close {{0}} of a gap of {{1}}.",
        cell[MetricName.Closure, Conditions.Collective],
        cell[MetricName.SubgroupGap, Conditions.None])
    {
        IfUndefined = $"{who} meet a gap of {{1}}, too small for a closure.",
    };

    internal string In(IReadOnlyList<Metrics> cells)
    {
        IReadOnlyList<Estimate> values = [.. Values.Select(value => value.In(cells).Estimate)];
        var ordered = Among.Select(one => (one.Label, one.At.In(cells).Estimate))
            .Where(one => one.Estimate.IsDefined)
            .OrderBy(one => one.Estimate.Value)
            .ToList();
        bool isUndefined = Among.Count > 0 ? ordered.Count == 0 : values.Count > 0 && !values[0].IsDefined;
        string text = isUndefined && IfUndefined is not null ? IfUndefined : Text;
        foreach (var (i, value) in values.Index())
        {
            text = text.Replace(string.Create(CultureInfo.InvariantCulture, $"{{{i}}}"), TextOf(value), StringComparison.Ordinal);
        }

        return ordered.Count == 0
            ? text.Replace("{least}", "undefined", StringComparison.Ordinal).Replace("{most}", "undefined", StringComparison.Ordinal)
            : text
                .Replace("{least}", Named(ordered[0]), StringComparison.Ordinal)
                .Replace("{most}", Named(ordered[^1]), StringComparison.Ordinal);

        static string Named((string Label, Estimate Estimate) one) => $"{one.Label}, {TextOf(one.Estimate)}";
    }

    /// <summary>Rounded as in tables.</summary>
    private static string TextOf(Estimate estimate)
    {
        return estimate.IsDefined ? $"{Rounded(estimate.Value)} [{Rounded(estimate.Low)}, {Rounded(estimate.High)}]" : "undefined";

        static string Rounded(
            double number) =>
                (double.IsInfinity(number)
                    ? number > 0 ? "∞" : "-∞"
                    : number.ToString("0.00;-0.00;0.00", CultureInfo.InvariantCulture)).Replace(
                    '-', '−');
    }
}
