using System.Globalization;

namespace Ttca.Configuration;

/// <summary>Dotted paths: <c>studies.0.epsilon</c>.</summary>
internal static class Paths
{
    public static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;

    public static string Join(string path, int index) => Join(path, index.ToString(CultureInfo.InvariantCulture));
}
