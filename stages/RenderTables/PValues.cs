using System.Globalization;
using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>How p-values are written.</summary>
internal static class PValues
{
    /// <summary>Those of several tests, corrected by Holm for their number: such as <c>0.013</c>; <c>&lt; 0.002</c> where no permutation
    /// was as extreme as what was observed, so that the value is only a bound; empty where a test is undefined.</summary>
    public static IReadOnlyList<string> Adjusted(IReadOnlyList<PermutationResult> tests) =>
        [.. tests.Zip(Holm.Adjust([.. tests.Select(test => test.PValue)]), Text)];

    private static string Text(PermutationResult test, double adjusted) => double.IsNaN(adjusted) ? ""
        : test.IsAtResolution || adjusted < 0.001
            ? string.Create(CultureInfo.InvariantCulture, $"< {Math.Ceiling(adjusted * 1_000 - 1e-9) / 1_000:0.000}")
        : adjusted.ToString("0.000", CultureInfo.InvariantCulture);
}
