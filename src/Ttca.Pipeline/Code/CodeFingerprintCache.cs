using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ttca.Pipeline.Code;

/// <summary>
/// Remembers fingerprints in a file, so that a run without changes reads no code. An entry counts while every assembly that it came
/// from has the same module version id, which in a deterministic build is a hash of its content. The file may be deleted or damaged at
/// any time: the fingerprints are computed again.
/// </summary>
public sealed class CodeFingerprintCache : ICodeFingerprint, IDisposable
{
    private readonly string _file;
    private readonly string _folder;
    private readonly ProgramCode _program;
    private readonly Lazy<CodeFingerprint> _fingerprint;
    private readonly Dictionary<string, CachedFingerprint> _entries;
    private readonly Dictionary<string, string> _versionIds = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <param name="file">Where fingerprints are remembered; its folder is made when there is something to remember.</param>
    /// <param name="folder">Where the assemblies lie: beside the entry.</param>
    /// <param name="program">Which assemblies are ours, and which version of each is meant.</param>
    /// <param name="boundaries">Full names of our types that are not looked into.</param>
    public CodeFingerprintCache(string file, string folder, ProgramCode program, IEnumerable<string>? boundaries = null)
    {
        _file = file;
        _folder = folder;
        _program = program;
        _fingerprint = new Lazy<CodeFingerprint>(() => new CodeFingerprint(folder, program, boundaries));
        _entries = Read(file);
    }

    /// <inheritdoc/>
    public string Of(Type stage, IEnumerable<Type> codecs)
    {
        var types = codecs.Distinct().OrderBy(type => type.FullName, StringComparer.Ordinal).Prepend(stage).ToList();
        var name = string.Join(' ', types);
        lock (_lock)
        {
            if (_entries.TryGetValue(name, out var known) && known.Assemblies.All(pair => VersionId(pair.Key) == pair.Value))
            {
                return known.Fingerprint;
            }

            var (hash, assemblies) = _fingerprint.Value.Trace(stage, types.Skip(1));
            _entries[name] = new CachedFingerprint(hash, assemblies.Append(typeof(CodeFingerprint).Assembly.GetName().Name!).Distinct()
                .ToDictionary(assembly => assembly, VersionId, StringComparer.Ordinal));
            Write();
            return hash;
        }
    }

    /// <inheritdoc/>
    public CodeListing ListingOf(Type stage, IEnumerable<Type> codecs) => _fingerprint.Value.ListingOf(stage, codecs);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_fingerprint.IsValueCreated)
        {
            _fingerprint.Value.Dispose();
        }
    }

    /// <summary>Of what is loaded, where it is ours: its file may have been replaced.</summary>
    private string VersionId(string assembly)
    {
        if (_program.IsOwn(assembly))
        {
            return _program.VersionIdOf(assembly).ToString("N");
        }

        if (!_versionIds.TryGetValue(assembly, out var id))
        {
            var file = Path.Combine(_folder, assembly + ".dll");
            _versionIds.Add(assembly, id = File.Exists(file) ? AssemblyFile.ReadVersionId(file) : "");
        }

        return id;
    }

    private static Dictionary<string, CachedFingerprint> Read(string file)
    {
        try
        {
            return StoreFiles.TryReadSealed(file, FingerprintJson.Default.DictionaryStringCachedFingerprint) ?? [];
        }
        catch (Exception problem) when (problem is StoreException or JsonException)
        {
            return [];      // can't be read, or damaged: nothing is remembered
        }
    }

    /// <summary>Not being able to remember is no reason to fail, nor one to make a folder where nothing has run yet.</summary>
    private void Write()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(_file))!;
        if (!Directory.Exists(folder))
        {
            return;
        }

        try
        {
            new StoreFiles(folder, () => { }).WriteSealed(_file, _entries, FingerprintJson.Default.DictionaryStringCachedFingerprint);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or StoreException)
        {
        }
    }
}

/// <summary>A fingerprint, and the module version ids of the assemblies that it came from.</summary>
internal sealed record CachedFingerprint(string Fingerprint, IReadOnlyDictionary<string, string> Assemblies)
{
    public string Fingerprint { get; init => field = Checked.Digest(value); } = Checked.Digest(Fingerprint);

    public IReadOnlyDictionary<string, string> Assemblies { get; init => field = Checked.Map(value); } = Checked.Map(Assemblies);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Dictionary<string, CachedFingerprint>))]
internal sealed partial class FingerprintJson : JsonSerializerContext;
