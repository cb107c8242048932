namespace Ttca.Stages.Tests;

internal static class RepositoryFolder
{
    /// <summary>The folder of <c>TTCA.sln</c>.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "TTCA.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
