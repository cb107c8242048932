using Ttca.Reporting.Figures;

namespace Ttca.Stages;

/// <summary>A horizontal line to compare with: a number of the study, or a fixed one.</summary>
/// <param name="Label">Stands on the line.</param>
/// <param name="Y">The fixed number; null: <paramref name="At"/> says where it is.</param>
/// <param name="At">Null: <paramref name="Y"/> is the number.</param>
public sealed record ReferenceAt(string Label, double? Y, MetricAt? At = null)
{
    internal ReferenceLine In(IReadOnlyList<Metrics> cells) => Y is { } y ? new ReferenceLine(Label, y) : ReferenceLine.Of(Label, At!.In(cells));
}
