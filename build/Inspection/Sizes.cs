using System.Globalization;

namespace Ttca.Build.Inspection;

/// <summary>Sizes of files, for people.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Such as <c>12.3 MiB</c>.</summary>
    public static string Of(long bytes)
    {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(
            CultureInfo.InvariantCulture, $"{size.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {Units[unit]}");
    }
}
