using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>
/// Which format a store has: the content of <c>format.json</c>. Its members keep their names and meanings in every later format.
/// </summary>
/// <param name="Version">From 1. A store without this file has 1.</param>
/// <param name="Program">The program that made it so, with its version: that one and later ones can read the store.</param>
internal sealed record StoreFormat(int Version, string Program)
{
    /// <summary>What this program writes.</summary>
    private const int Current = 2;

    private const string FileName = "format.json";

    /// <summary>
    /// Makes sure that this program can use a store, and marks one that is new or of an earlier format. Records of earlier formats are read
    /// as they are: members that came later have defaults.
    /// </summary>
    /// <param name="store">Full path.</param>
    /// <param name="hasRecords">Whether it holds work of earlier runs.</param>
    /// <param name="files">Writes the file.</param>
    /// <param name="warn">Told where the store is of an earlier format.</param>
    public static void Mark(string store, bool hasRecords, StoreFiles files, Action<string> warn)
    {
        var path = Path.Combine(store, FileName);
        if (Read(path) is { } known)
        {
            return;
        }

        var isMarked = TryWrite(path, files);
        if (hasRecords)
        {
            warn(string.Create(CultureInfo.InvariantCulture,
                $"the store in {store} is of format 1, of programs before {ThisProgram}: its records are read as they "
                    + $"are{(isMarked ? $"; from now on it is of format {Current}" : "")}"));
        }
    }

    /// <exception cref="StoreException">The store is of a later format, or can't tell.</exception>
    public static void EnsureReadable(string store)
    {
        var path = Path.Combine(store, FileName);
        if (Read(path) is { Version: > Current } later)
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture,
                $"the store in {store} is of format {later.Version}, which needs {later.Program} or later; this is {ThisProgram}, "
                    + $"which reads formats 1 to {Current}: use that program, or another store (--store)"));
        }
    }

    /// <summary>Such as <c>Ttca.Build 0.1.0</c>.</summary>
    private static string ThisProgram
    {
        get
        {
            var assembly = Assembly.GetEntryAssembly() ?? typeof(StoreFormat).Assembly;
            return $"{assembly.GetName().Name} "
                + $"{assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";
        }
    }

    private static StoreFormat? Read(string path)
    {
        try
        {
            return StoreFiles.TryReadSealed(path, RecordJson.Default.StoreFormat) is not { } format ? null
                : format.Version > 0 ? format
                : throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"{format.Version} is no format"));
        }
        catch (JsonException error)
        {
            throw new StoreException(
                $"which format the store has can't be read from {path} ({error.Message}): where it is of this program or an earlier "
                    + $"one, delete that file, and the next run writes it anew; else use another store (--store)",
                error);
        }
    }

    /// <summary>A read-only store is fine as long as nothing must be filed.</summary>
    private static bool TryWrite(string path, StoreFiles files)
    {
        try
        {
            files.WriteSealed(path, new StoreFormat(Current, ThisProgram), RecordJson.Default.StoreFormat);
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
