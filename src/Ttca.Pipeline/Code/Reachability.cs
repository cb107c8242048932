using Mono.Cecil;

namespace Ttca.Pipeline.Code;

/// <summary>
/// Everything of our own code that a stage can run, by rapid type analysis: method by method from the roots; a virtual call reaches the
/// overrides in those types of which reached code can make an object; a library may call whatever such an object overrides of the
/// library's.
/// </summary>
internal sealed class Reachability(UseCollector collector, TypeHierarchy hierarchy)
{
    private readonly Queue<CodeUses> _pending = new();
    private readonly HashSet<TypeDefinition> _instantiated = [];
    private readonly HashSet<TypeDefinition> _whole = [];
    private readonly HashSet<TypeDefinition> _initialized = [];
    private readonly HashSet<MethodDefinition> _slots = [];
    private readonly Dictionary<TypeDefinition, List<MethodDefinition>> _slotsOf = [];
    private readonly Dictionary<TypeDefinition, List<TypeDefinition>> _objectsOf = [];
    private readonly HashSet<string> _resourceNames = [];
    private bool _anyResource;
    private bool _anyMember;
    private bool _anyType;

    public HashSet<MethodDefinition> Methods { get; } = [];

    public HashSet<FieldDefinition> Fields { get; } = [];

    /// <summary>Types whose declaration counts.</summary>
    public HashSet<TypeDefinition> Types { get; } = [];

    /// <summary>Types whose properties count as a serialiser sees them.</summary>
    public HashSet<TypeDefinition> Data { get; } = [];

    public Dictionary<string, AssemblyNameReference> Externals { get; } = new(StringComparer.Ordinal);

    public IEnumerable<(string Assembly, EmbeddedResource Resource)> Resources =>
        from module in Types.Select(type => type.Module).Distinct()
        from resource in module.Resources.OfType<EmbeddedResource>()
        where _anyResource
            || _resourceNames.Any(name => resource.Name == name || resource.Name.EndsWith("." + name, StringComparison.Ordinal))
        select (module.Assembly.Name.Name, resource);

    /// <summary>Follows everything from <paramref name="root"/>, of which any member may be used.</summary>
    public void Follow(TypeDefinition root)
    {
        UseWhole(root);
        FollowPending();
    }

    /// <summary>
    /// Follows everything from the call of <paramref name="root"/> on an object of its type, where there are also
    /// <paramref name="objects"/> of these.
    /// </summary>
    public void Follow(MethodDefinition root, IEnumerable<TypeDefinition> objects)
    {
        Instantiate(root.DeclaringType);
        Each(objects, Instantiate);
        UseMethod(root);
        FollowPending();
    }

    private void FollowPending()
    {
        while (_pending.TryDequeue(out var uses))
        {
            Use(uses);
            if (_pending.Count == 0)
            {
                UseWhatReflectionFinds();
            }
        }
    }

    /// <summary>Last, when it is known what there is to be found.</summary>
    private void UseWhatReflectionFinds()
    {
        if (_anyType)
        {
            Each(Types.Select(type => type.Module).Distinct().SelectMany(module => module.GetTypes()).Where(IsNamed), UseWhole);
        }

        if (_anyMember)
        {
            Each(_instantiated.Where(IsNamed), UseWhole);
        }
    }

    private void Use(CodeUses uses)
    {
        Each(uses.Mentioned, Mention);
        Each(uses.Fields, UseField);
        Each(uses.Calls, UseMethod);
        Each(uses.VirtualCalls, CallVirtually);
        Each(uses.Instantiated, Instantiate);
        Each(uses.MadeElsewhere, MakeElsewhere);
        Each(uses.Data, UseData);
        Each(uses.Whole, UseWhole);
        Each(uses.Externals, external => Externals.TryAdd(external.Key, external.Value));
        _resourceNames.UnionWith(uses.ResourceNames);
        _anyResource |= uses.UsesAnyResource;
        _anyMember |= uses.UsesAnyMember;
        _anyType |= uses.UsesAnyType;
    }

    private void Mention(TypeDefinition type)
    {
        if (Types.Add(type))
        {
            _pending.Enqueue(collector.Of(type));
        }
    }

    private void UseField(FieldDefinition field)
    {
        if (Fields.Add(field))
        {
            Mention(field.DeclaringType);
            _pending.Enqueue(collector.Of(field));
            if (field.IsStatic && !field.IsLiteral)
            {
                Initialize(field.DeclaringType);
            }
        }
    }

    private void UseMethod(MethodDefinition method)
    {
        if (Methods.Add(method))
        {
            Mention(method.DeclaringType);
            Initialize(method.DeclaringType);
            _pending.Enqueue(collector.Of(method));
            if (method is { IsVirtual: true, IsNewSlot: true })
            {
                CallVirtually(method); // a library that can call it calls what overrides it, too
            }
        }
    }

    /// <summary>The static constructor runs before the first use of any member, that of the module before anything.</summary>
    private void Initialize(TypeDefinition type)
    {
        if (!_initialized.Add(type))
        {
            return;
        }

        foreach (var initializer in type.Methods
            .Where(IsStaticConstructor)
            .Concat(type.Module.GetType("<Module>").Methods.Where(IsStaticConstructor)))
        {
            UseMethod(initializer);
        }
    }

    private void CallVirtually(MethodDefinition slot)
    {
        if (_slots.Add(slot))
        {
            UseMethod(slot);
            List(_slotsOf, slot.DeclaringType).Add(slot);
            Each(List(_objectsOf, slot.DeclaringType), type => Dispatch(type, slot));
        }
    }

    private void Dispatch(TypeDefinition type, MethodDefinition slot) => Each(hierarchy.Implementations(type, slot), UseMethod);

    private void Instantiate(TypeDefinition type)
    {
        Mention(type);
        if (type.IsInterface || !_instantiated.Add(type)) // an abstract class has no objects, but may implement static members
        {
            return;
        }

        Each(hierarchy.CalledByLibraries(type), UseMethod);
        foreach (var ancestor in hierarchy.WithAncestors(type))
        {
            List(_objectsOf, ancestor).Add(type);
            Each(List(_slotsOf, ancestor), slot => Dispatch(type, slot));
        }
    }

    private void MakeElsewhere(TypeDefinition type)
    {
        Instantiate(type);
        Each(type.Methods.Where(method => method is { IsConstructor: true, IsStatic: false, HasParameters: false }), UseMethod);
    }

    private void UseData(TypeDefinition type)
    {
        Instantiate(type);
        if (!type.IsEnum && IsNamed(type) && Data.Add(type))
        {
            _pending.Enqueue(collector.DataOf(type));
            Each(hierarchy.ImplementationsOf(type), UseData);
        }
    }

    private void UseWhole(TypeDefinition type)
    {
        UseData(type);
        if (_whole.Add(type))
        {
            Each(type.Methods, UseMethod);
            Each(type.Fields, UseField);
            Each(hierarchy.WithAncestors(type), UseWhole); // what it inherits is its own, too: a stage's Run may be its base class's
        }
    }

    /// <summary>By a person, not by the compiler.</summary>
    private static bool IsNamed(TypeDefinition type) =>
        type.Name != "<Module>" && !CodeNames.IsDetails(type) && (!CodeNames.IsNumbered(type) || CodeNames.IsOfFile(type));

    private static bool IsStaticConstructor(MethodDefinition method) => method is { IsConstructor: true, IsStatic: true };

    private static List<T> List<T>(Dictionary<TypeDefinition, List<T>> lists, TypeDefinition type) =>
        lists.TryGetValue(type, out var list) ? list : lists[type] = [];

    /// <summary>Over a copy: following one may add others.</summary>
    private static void Each<T>(IEnumerable<T> items, Action<T> action)
    {
        foreach (var item in items.ToArray())
        {
            action(item);
        }
    }
}
