namespace Ttca.Build.Tools;

/// <summary>Draws graphs by Graphviz's <c>dot</c>, where it is installed.</summary>
internal static class Graphviz
{
    private static readonly ExternalProgram Dot = new("dot", TimeSpan.FromMinutes(2));

    /// <param name="file">Full path of a graph in the DOT language.</param>
    /// <returns>The picture, or null and why there is none, in a line.</returns>
    public static (string? Svg, string Complaint) Draw(string file) => Dot.Run(
        Path.GetDirectoryName(file)!,
        ["-Tsvg", file],
        output => output.Split('\n').FirstOrDefault(line => line.StartsWith("Error", StringComparison.Ordinal)));
}
