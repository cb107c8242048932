namespace Ttca.Collective;

/// <summary>More was asked of a platform than its cap allows. Nothing was answered and nothing counted.</summary>
public sealed class QueryBudgetExceededException(long asked, long queries, long cap) : Exception(
    $"the platform answers at most {cap} queries: {queries} are spent, {asked} more were asked, {cap - queries} are left. "
    + "Nothing was answered or counted; ask for fewer images, or raise the cap where the platform is opened.");
