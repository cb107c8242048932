using System.Text.Json;
using Ttca.Configuration;

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

    /// <summary>For the running program.</summary>
    /// <param name="file">Where fingerprints are remembered, such as <c>store/fingerprints.json</c>.</param>
    /// <param name="catalog">Its stages.</param>
    public static CodeFingerprintCache BesideEntry(string file, StageCatalog catalog) => new(
        file,
        AppContext.BaseDirectory,
        catalog.Program,
        Boundaries.Select(CodeNames.CecilName));

    /// <summary>What connects a stage with the pipeline. All that it hands over is hashed into the key, so how it does that is no code of the stage's.</summary>
    private static IEnumerable<Type> Boundaries =>
        [typeof(StageContext), typeof(ExternalFiles), typeof(Node), typeof(Node<>), typeof(PlanBuilder), typeof(ArtifactWriter), typeof(ArtifactReader), typeof(IStageProgress), typeof(Implementations)];

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
            return StoreFiles.TryReadSealed(file, RecordJson.Default.DictionaryStringCachedFingerprint) ?? [];
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
            new StoreFiles(folder, () => { }).WriteSealed(_file, _entries, RecordJson.Default.DictionaryStringCachedFingerprint);
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
