namespace Ttca.Configuration;

/// <summary>
/// Marks a parameter that is a file or folder of this machine. A relative one is relative to the folder of the file that says it, and to
/// the working directory in an override; the value that is read is the full path.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LocalPathAttribute : Attribute
{
    /// <summary>What is wrong with a path, wherever a user writes one; null if nothing is.</summary>
    public static string? Problem(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length == 0 ? "the value is empty"
            : path.StartsWith('~')
                ? $"{Quoting.Quote(path)} begins with ~, which only a shell puts the home folder for: write that out (or "
                    + $"./{Quoting.Shorten(path)} for a name like this)"
            : null;
    }
}
