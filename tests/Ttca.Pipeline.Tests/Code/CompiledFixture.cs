using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ttca.Pipeline.Code;

namespace Ttca.Pipeline.Tests.Code;

/// <summary>
/// Compiles sources as the build does (optimised, deterministic) into a folder of its own, and fingerprints classes in it.
/// </summary>
internal sealed class CompiledFixture : IDisposable
{
    private static readonly MetadataReference[] Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetDirectoryName(file) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    private static readonly CSharpParseOptions Latest = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        deterministic: true,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>Shares what the compiler knows of the framework: reading it takes longer than compiling a fixture.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("Fixture", [], Framework, Options);

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyDictionary<string, string>>> Unchanged = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-code-");
    private readonly AssemblyLoadContext _context = new(null, isCollectible: true);
    private readonly List<MetadataReference> _references = [.. Framework];
    private readonly List<Assembly> _own = [];

    public CompiledFixture() => _context.Resolving += (context, name) =>
        File.Exists(FileOf(name.Name!)) ? context.LoadFromStream(new MemoryStream(File.ReadAllBytes(FileOf(name.Name!)))) : null;

    public string Folder => _folder.FullName;

    /// <summary>Which of the stages have another fingerprint after the change: classes whose name ends in Stage.</summary>
    public static IEnumerable<string> Changed(string before, string after)
    {
        var first = Unchanged.GetOrAdd(before, source => new Lazy<IReadOnlyDictionary<string, string>>(() => Of(source))).Value;
        var second = Of(after);
        first.Keys.ShouldBe(second.Keys);
        return first.Keys.Where(stage => first[stage] != second[stage]);
    }

    public static IReadOnlyDictionary<string, string> Of(string source, params (string Name, byte[] Content)[] resources)
    {
        using var fixture = new CompiledFixture();
        return fixture.Add("Fixture", source, resources).Fingerprints();
    }

    /// <summary>Lets what is compiled later use these assemblies of the running program.</summary>
    public void Reference(params Assembly[] assemblies) =>
        _references.AddRange(assemblies.Select(assembly => MetadataReference.CreateFromFile(assembly.Location)));

    /// <summary>Compiles one assembly, which later ones may refer to. Those whose name begins with Fixture or Lab count as ours.</summary>
    public CompiledFixture Add(string name, string source, params (string Name, byte[] Content)[] resources) =>
        Add(name, [source], resources);

    public CompiledFixture Add(string name, IEnumerable<string> sources, params (string Name, byte[] Content)[] resources)
    {
        var trees = sources.Index().Select(source => CSharpSyntaxTree.ParseText(source.Item, path: $"{source.Index}.cs", options: Latest));
        var compilation = _references.Count == Framework.Length
            ? Empty.WithAssemblyName(name).AddSyntaxTrees(trees)
            : CSharpCompilation.Create(name, trees, _references, Options);
        using var image = new MemoryStream();
        var result = compilation.Emit(
            image,
            manifestResources: resources.Select(r => new ResourceDescription(r.Name, () => new MemoryStream(r.Content), isPublic: true)));
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics));
        File.WriteAllBytes(FileOf(name), image.ToArray());
        _references.Add(MetadataReference.CreateFromImage(image.ToArray()));
        if (name.StartsWith("Fixture", StringComparison.Ordinal) || name.StartsWith("Lab.", StringComparison.Ordinal))
        {
            _own.Add(_context.LoadFromStream(new MemoryStream(image.ToArray())));
        }

        return this;
    }

    /// <summary>Those that count as ours, as they were loaded.</summary>
    public ProgramCode Program =>
        new(_own.ToDictionary(assembly => assembly.GetName().Name!, assembly => assembly.ManifestModule.ModuleVersionId));

    public CodeFingerprint Fingerprint() => new(_folder.FullName, Program);

    public Type Find(string name) => _own.Select(assembly => assembly.GetType(name)).Single(type => type is not null)!;

    public SortedDictionary<string, string> Fingerprints()
    {
        using var fingerprint = Fingerprint();
        var stages = _own.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.EndsWith("Stage", StringComparison.Ordinal));
        return new SortedDictionary<string, string>(
            stages.ToDictionary(stage => stage.Name, stage => fingerprint.Of(stage, [])), StringComparer.Ordinal);
    }

    public void Dispose()
    {
        _context.Unload();
        _folder.Delete(recursive: true);
    }

    private string FileOf(string assembly) => Path.Combine(Folder, assembly + ".dll");
}
