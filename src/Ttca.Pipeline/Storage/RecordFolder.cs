using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ttca.Pipeline;

/// <summary>
/// A folder of sealed records, each in the file that its content names. Whatever else lies there is passed over by every reader.
/// </summary>
/// <param name="directory">Full path.</param>
/// <param name="type">What a record is.</param>
/// <param name="isName">Whether a record may have this name, without <c>.json</c>.</param>
/// <param name="nameOf">The name that a record must have; null where it doesn't say.</param>
internal sealed class RecordFolder<T>(string directory, JsonTypeInfo<T> type, Func<string, bool> isName, Func<T, string>? nameOf = null)
    where T : class
{
    private const string Extension = ".json";

    /// <summary>Where the record of this name lies.</summary>
    /// <exception cref="ArgumentException">No record can have it.</exception>
    public string PathOf(
        string name) =>
            isName(name)
                ? Path.Combine(directory, name + Extension)
                : throw new ArgumentException($"{name} can't be the name of a record in {directory}");

    /// <summary>The record of this name.</summary>
    public RecordFile<T> Read(string name) => ReadFile(PathOf(name));

    /// <summary>Everything in the folder, in no particular order.</summary>
    /// <exception cref="StoreException">The folder can't be read.</exception>
    public IReadOnlyList<RecordFile<T>> ReadAll() => StoreFiles.Guard("can't read", directory, IReadOnlyList<RecordFile<T>> () =>
        [.. StoreFiles.EntriesIn(directory).AsParallel().Select(entry => ReadFile(entry.FullName))]);

    private RecordFile<T> ReadFile(string path)
    {
        var name = Path.GetFileName(path);
        if (!name.EndsWith(Extension, StringComparison.Ordinal) || !isName(name[..^Extension.Length]))
        {
            return new RecordFile<T>(path, RecordState.Strange, Finding: "it has another name than records have");
        }

        try
        {
            return StoreFiles.TryReadSealed(path, type) is not { } content ? new RecordFile<T>(path, RecordState.Missing)
                : nameOf is not null && nameOf(content) + Extension is var right && right != name
                    ? new RecordFile<T>(path, RecordState.Strange, Finding: $"it holds what belongs in {right}")
                : new RecordFile<T>(path, RecordState.Intact, content);
        }
        catch (StrangeFileException error)
        {
            return new RecordFile<T>(path, RecordState.Strange, Finding: error.Finding);
        }
        catch (JsonException error)
        {
            return new RecordFile<T>(path, RecordState.Damaged, Finding: error.Message);
        }
        catch (StoreException error)
        {
            return new RecordFile<T>(path, RecordState.Unreadable, Finding: error.InnerException!.Message);
        }
    }
}

/// <summary>What lies at one path of a folder of records.</summary>
/// <param name="Path">Full path.</param>
/// <param name="State">What it is.</param>
/// <param name="Content">The record, if it is intact.</param>
/// <param name="Finding">What is wrong, if something is.</param>
internal sealed record RecordFile<T>(string Path, RecordState State, T? Content = null, string Finding = "")
    where T : class
{
    /// <summary>For people: what is at this path in a record's place.</summary>
    public override string ToString() => State switch
    {
        RecordState.Damaged => $"the record {Path} is damaged ({Finding})",
        RecordState.Unreadable => $"the record {Path} can't be read ({Finding.TrimEnd('.')})",
        RecordState.Strange => $"{Path} is no record of this store ({Finding})",
        _ => Path,
    };
}

/// <summary>What a file in a folder of records is.</summary>
internal enum RecordState
{
    /// <summary>Nothing is there.</summary>
    Missing,

    /// <summary>A record, as it was written.</summary>
    Intact,

    /// <summary>A record that was cut off or edited, or that this program doesn't understand.</summary>
    Damaged,

    /// <summary>The system refuses: it may be sound.</summary>
    Unreadable,

    /// <summary>Somebody else's: a copy, a folder, a link, a temporary file.</summary>
    Strange,
}
