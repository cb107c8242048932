using System.Diagnostics.CodeAnalysis;
using Mono.Cecil;

namespace Ttca.Pipeline.Code;

/// <summary>
/// The compiled assemblies of one folder. Those of <paramref name="program"/> are opened and resolved; all others are
/// external, known by name and version only and never opened for their code.
/// </summary>
internal sealed class OwnAssemblies(string folder, ProgramCode program, IReadOnlySet<string> boundaries) : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition?> _opened = new(StringComparer.Ordinal);
    private readonly Dictionary<TypeReference, TypeDefinition?> _types = [];
    private readonly Dictionary<MethodReference, MethodDefinition?> _methods = [];
    private readonly Dictionary<FieldReference, FieldDefinition?> _fields = [];
    private readonly Dictionary<string, List<AssemblyNameReference>> _references = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _versions = new(StringComparer.Ordinal);

    /// <summary>Names of the assemblies beside the entry that something was read from: what a remembered fingerprint depends on.</summary>
    public IEnumerable<string> Used => _opened.Where(pair => pair.Value is not null).Select(pair => pair.Key).Union(_versions.Keys);

    public bool IsOwn(string assembly) => program.IsOwn(assembly);

    /// <summary>Every type of ours.</summary>
    public IEnumerable<TypeDefinition> AllTypes() =>
        program.Assemblies.Order(StringComparer.Ordinal)
            .Select(Open)
            .OfType<AssemblyDefinition>()
            .SelectMany(assembly => assembly.MainModule.GetTypes());

    public TypeDefinition Find(string assembly, string fullName) =>
        Open(assembly)?.MainModule.GetType(fullName)
        ?? throw new InvalidOperationException($"{fullName} is not in {Path.Combine(folder, assembly + ".dll")}");

    /// <summary>The definition, or null for a type that is external or a generic parameter.</summary>
    public TypeDefinition? Resolve(TypeReference reference)
    {
        var type = reference.GetElementType();
        if (type.IsGenericParameter || type is FunctionPointerType)
        {
            return null;
        }

        if (!_types.TryGetValue(type, out var resolved))
        {
            resolved = IsOwn(type) && !boundaries.Contains(type.FullName) ? type as TypeDefinition ?? type.Resolve() : null;
            _types.Add(type, resolved);
        }

        return resolved;
    }

    public MethodDefinition? Resolve(MethodReference reference)
    {
        if (!_methods.TryGetValue(reference, out var resolved))
        {
            resolved = reference.DeclaringType is not ArrayType && Resolve(reference.DeclaringType) is not null
                ? reference.Resolve()
                : null;
            _methods.Add(reference, resolved);
        }

        return resolved;
    }

    public FieldDefinition? Resolve(FieldReference reference)
    {
        if (!_fields.TryGetValue(reference, out var resolved))
        {
            resolved = Resolve(reference.DeclaringType) is not null ? reference.Resolve() : null;
            _fields.Add(reference, resolved);
        }

        return resolved;
    }

    /// <summary>
    /// Name and version of external assemblies, and of what lies beside the entry and they refer to: a package's own packages.
    /// </summary>
    public SortedDictionary<string, string> VersionsOf(IEnumerable<AssemblyNameReference> references)
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var pending = new Queue<string>();
        foreach (var reference in references)
        {
            versions.Add(reference.Name, VersionOf(reference));
            pending.Enqueue(reference.Name);
        }

        while (pending.TryDequeue(out var name))
        {
            foreach (var reference in ReferencesOf(name).Where(reference => !versions.ContainsKey(reference.Name)))
            {
                versions.Add(reference.Name, VersionOf(reference));
                pending.Enqueue(reference.Name);
            }
        }

        return versions;
    }

    /// <summary>
    /// The version that a build uses of an external assembly: a package's own (informational) version where the assembly lies beside the
    /// entry; the referenced assembly version, such as 10.0.0.0, for the shared framework: its servicing updates re-run nothing.
    /// </summary>
    private string VersionOf(AssemblyNameReference reference)
    {
        var file = FileOf(reference.Name);
        if (!File.Exists(file))
        {
            return reference.Version.ToString();
        }

        if (!_versions.TryGetValue(reference.Name, out var version))
        {
            _versions.Add(reference.Name, version = AssemblyFile.ReadVersion(file));
        }

        return version;
    }

    /// <inheritdoc/>
    [SuppressMessage("Naming", "CA1725", Justification = "Cecil's own name")]
    public AssemblyDefinition Resolve(AssemblyNameReference name) => Open(name.Name)!; // Cecil takes null for "not found"

    /// <inheritdoc/>
    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
        foreach (var assembly in _opened.Values)
        {
            assembly?.Dispose();
        }
    }

    /// <summary>Those that lie beside the entry.</summary>
    private List<AssemblyNameReference> ReferencesOf(string external)
    {
        if (!_references.TryGetValue(external, out var references))
        {
            references = File.Exists(FileOf(external))
                ?
                [
                    .. AssemblyFile.ReadReferences(FileOf(external))
                        .Where(name => !IsOwn(name) && File.Exists(FileOf(name)))
                        .Select(name => new AssemblyNameReference(name, null)),
                ]
                : [];
            _references.Add(external, references);
        }

        return references;
    }

    private bool IsOwn(TypeReference type) => type.Scope switch
    {
        AssemblyNameReference assembly => IsOwn(assembly.Name),
        _ => true, // the module that refers to it, which was opened because it is ours
    };

    private AssemblyDefinition? Open(string name)
    {
        if (!_opened.TryGetValue(name, out var assembly))
        {
            assembly = IsOwn(name) && File.Exists(FileOf(name)) ? Read(name) : null;
            _opened.Add(name, assembly);
        }

        return assembly;
    }

    /// <exception cref="ProgramRebuiltException">The file isn't what is loaded.</exception>
    private AssemblyDefinition Read(string name)
    {
        var assembly = AssemblyDefinition.ReadAssembly(FileOf(name), Parameters());
        if (assembly.MainModule.Mvid == program.VersionIdOf(name))
        {
            return assembly;
        }

        assembly.Dispose();
        throw new ProgramRebuiltException(FileOf(name));
    }

    private string FileOf(string assembly) => ProgramCode.FileOf(folder, assembly);

    /// <summary>In memory: a build that runs meanwhile may replace the file.</summary>
    private ReaderParameters Parameters() => new(ReadingMode.Deferred) { AssemblyResolver = this, InMemory = true };
}
