using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>A stage of which it is known while planning what it will estimate.</summary>
public interface IEstimatesMetrics : IStage<Metrics>
{
    /// <summary>Names and conditions of what it will estimate, but for groups that only the images tell.</summary>
    IEnumerable<(string Metric, string Condition)> Estimated();
}

internal static class EstimatedStatistics
{
    /// <summary>What the metrics of these will be filed under.</summary>
    public static IEnumerable<(string Metric, string Condition)> Names(this IEnumerable<Statistic> statistics) =>
        statistics.Select(statistic => (statistic.Name, statistic.Condition));
}
