using ADRaffy.ENSNormalize;

namespace Ttca.Datasets;

/// <summary>
/// Unicode form C: one sequence of characters for what is written in several, such as é. File systems and tables differ in it.
/// </summary>
/// <remarks>
/// From a library: without globalization data, which differ from machine to machine, .NET's own <c>string.Normalize</c> changes nothing.
/// </remarks>
public static class UnicodeForm
{
    /// <summary>The text in form C.</summary>
    public static string Composed(string text) => text.All(char.IsAscii) ? text : ENSNormalize.NF.NFC(text);
}
