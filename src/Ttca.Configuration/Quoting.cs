using System.Text;

namespace Ttca.Configuration;

/// <summary>Makes what a user wrote safe to show on one line of a terminal.</summary>
internal static class Quoting
{
    private const int Shown = 80;

    /// <summary>At most 80 characters, without control characters.</summary>
    public static string Shorten(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Length > Shown ? text.AsSpan(0, Shown) : text)
        {
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return text.Length > Shown ? shown.Append("...").ToString() : shown.ToString();
    }

    public static string Quote(string text) => $"'{Shorten(text)}'";
}
