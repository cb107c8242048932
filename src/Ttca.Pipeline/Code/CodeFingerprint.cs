using Mono.Cecil;

namespace Ttca.Pipeline.Code;

/// <summary>
/// Hashes the compiled code that a stage can reach, member by member: IL, signatures, constants, initialisers, attributes that change
/// behaviour, embedded resources; and name and version of every external assembly that it uses. Comments, formatting, names of locals, the
/// order of members, and code that the stage can't reach change nothing.
/// </summary>
/// <remarks>
/// What a library gets through <c>typeof</c>, generic arguments or attributes is followed. Where code looks for members or types by name,
/// all that it makes, or all that its assemblies hold, counts. Not followed: assemblies that it loads by name, and native libraries.
/// </remarks>
public sealed class CodeFingerprint : ICodeFingerprint, IDisposable
{
    private readonly OwnAssemblies _own;
    private readonly UseCollector _collector;
    private readonly TypeHierarchy _hierarchy;
    private readonly Dictionary<object, string> _hashes = [];
    private readonly Lock _lock = new();

    /// <param name="folder">Where the assemblies lie: beside the entry.</param>
    /// <param name="program">Which assemblies are ours, and which version of each is meant.</param>
    /// <param name="boundaries">
    /// Full names of our types that are not looked into: what they hand to a stage is part of its key anyway.
    /// </param>
    public CodeFingerprint(string folder, ProgramCode program, IEnumerable<string>? boundaries = null)
    {
        _own = new OwnAssemblies(folder, program, new HashSet<string>(boundaries ?? [], StringComparer.Ordinal));
        _collector = new UseCollector(_own);
        _hierarchy = new TypeHierarchy(_own);
    }

    /// <inheritdoc/>
    public string Of(Type stage, IEnumerable<Type> codecs) => Trace(stage, codecs).Fingerprint;

    /// <summary>
    /// Full name of each type, external assembly or resource that counts -> its hash: what to compare to say what has changed.
    /// </summary>
    public IReadOnlyDictionary<string, string> Parts(Type stage, IEnumerable<Type> codecs)
    {
        if (!_own.IsOwn(stage.Assembly.GetName().Name!))
        {
            throw new ArgumentException(
                $"{stage.FullName} is in {stage.Assembly.GetName().Name}, which isn't among the assemblies that the catalog of "
                    + $"stages was made from",
                nameof(stage));
        }

        lock (_lock)
        {
            var reached = new Reachability(_collector, _hierarchy);
            foreach (var type in codecs.Prepend(stage).SelectMany(WithArguments).Where(type => _own.IsOwn(type.Assembly.GetName().Name!)))
            {
                reached.Follow(_own.Find(type.Assembly.GetName().Name!, CodeNames.CecilName(type)));
            }

            return Parts(reached);
        }
    }

    /// <inheritdoc/>
    public CodeListing ListingOf(Type stage, IEnumerable<Type> codecs) => new(Parts(stage, codecs));

    /// <inheritdoc/>
    public void Dispose() => _own.Dispose();

    /// <summary>The fingerprint, and the files (assemblies beside the entry) that it was made from.</summary>
    internal (string Fingerprint, IEnumerable<string> Assemblies) Trace(Type stage, IEnumerable<Type> codecs)
    {
        var parts = Parts(stage, codecs);
        return (Hashing.Hash(string.Join('\n', parts.Select(part => $"{part.Key} {part.Value}"))), [.. _own.Used]);
    }

    private static IEnumerable<Type> WithArguments(Type type) => type.IsGenericType
        ? type.GetGenericArguments().SelectMany(WithArguments).Prepend(type.GetGenericTypeDefinition())
        : [type];

    private SortedDictionary<string, string> Parts(Reachability reached)
    {
        var lines = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var type in reached.Types.Where(type => !CodeNames.IsNumbered(type) && !CodeNames.IsDetails(type)))
        {
            Add(type, "type", Hash(type));
        }

        foreach (var member in reached.Methods.Where(method => !CodeNames.IsNumbered(method)
            && !CodeNames.IsDetails(method.DeclaringType)).Cast<IMemberDefinition>()
            .Concat(reached.Fields.Where(field => !CodeNames.IsNumbered(field) && !CodeNames.IsDetails(field.DeclaringType))))
        {
            Add(member.DeclaringType, Signature(member), Hash(member));
        }

        foreach (var type in reached.Data.Where(type => !CodeNames.IsNumbered(type)))
        {
            Add(type, "data", Remember((type, "data"), () => Hashing.Hash(NewText().DataOf(type))));
        }

        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (type, members) in lines)
        {
            members.Sort(StringComparer.Ordinal);
            parts.Add(type, Hashing.Hash(string.Join('\n', members)));
        }

        foreach (var (name, version) in _own.VersionsOf(reached.Externals.Values))
        {
            parts.Add("assembly " + name, version);
        }

        foreach (var (assembly, resource) in reached.Resources)
        {
            parts.Add($"resource {assembly}/{resource.Name}", Hashing.Hash(resource.GetResourceData()));
        }

        return parts;

        void Add(TypeDefinition type, string name, string hash)
        {
            if (!lines.TryGetValue(type.FullName, out var members))
            {
                lines.Add(type.FullName, members = []);
            }

            members.Add($"{name} {hash}");
        }
    }

    private string Signature(IMemberDefinition member) => Remember((member, true), () => NewText().SignatureOf(member));

    private string Hash(IMemberDefinition member) => Remember(member, () => Hashing.Hash(NewText().Of(member)));

    private UnitText NewText() => new(_own, _collector.FieldOrderMatters);

    private string Remember(object key, Func<string> make)
    {
        if (!_hashes.TryGetValue(key, out var hash))
        {
            _hashes.Add(key, hash = make());
        }

        return hash;
    }
}
