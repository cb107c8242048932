using System.Text.Json;

namespace Ttca.Fairness.Tests;

/// <summary>
/// Numbers recorded by tests/reference/fairness.py and permutation.py (scipy 1.10.1, scikit-learn 1.2.1, statsmodels 0.13.5, numpy 1.24.2).
/// </summary>
internal static class Reference
{
    private static readonly JsonElement Fairness = Read("fairness.json");

    private static readonly JsonElement Permutation = Read("permutation.json");

    public static JsonElement Section(string name) => Fairness.GetProperty(name);

    public static JsonElement OfPermutation(string name) => Permutation.GetProperty(name);

    public static double[] Doubles(this JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    public static Outcomes Outcomes(this JsonElement rows, int classes) => new(
        classes,
        [.. rows.GetProperty("labels").EnumerateArray().Select(value => value.GetInt32())],
        [.. rows.GetProperty("groups").EnumerateArray().Select(value => value.GetByte())],
        rows.GetProperty("predictions").EnumerateObject().ToDictionary(
            column => column.Name,
            column => column.Value.EnumerateArray().Select(value => value.GetInt32()).ToArray()));

    private static JsonElement Read(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file))).RootElement;
}
