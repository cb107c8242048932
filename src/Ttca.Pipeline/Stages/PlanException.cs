namespace Ttca.Pipeline;

/// <summary>A plan (or the catalog that it is made from) can't be run. Lists every problem at once; nothing has run.</summary>
public sealed class PlanException : Exception
{
    /// <param name="what">What was checked, as the beginning of a sentence: "The plan".</param>
    /// <param name="problems">At least one.</param>
    public PlanException(string what, IReadOnlyList<string> problems)
        : base($"{what} has {(problems.Count == 1 ? "1 problem" : $"{problems.Count} problems")}:" +
            string.Concat(problems.Select(problem => $"\n  {problem}")))
    {
        Problems = problems;
    }

    /// <summary>One line each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
