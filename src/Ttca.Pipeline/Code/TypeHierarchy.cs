using Mono.Cecil;
using Ttca.Parameters;

namespace Ttca.Pipeline.Code;

/// <summary>Which methods of a type a virtual call may end in.</summary>
internal sealed class TypeHierarchy(OwnAssemblies own)
{
    private readonly Dictionary<TypeDefinition, IReadOnlyList<TypeDefinition>> _ancestors = [];
    private readonly Dictionary<TypeDefinition, IReadOnlyList<MethodDefinition>> _calledByLibraries = [];
    private readonly Dictionary<TypeDefinition, IReadOnlyList<TypeDefinition>> _implementations = [];

    /// <summary>The type, its base classes from near to far, then all interfaces, as far as they are ours.</summary>
    public IReadOnlyList<TypeDefinition> WithAncestors(TypeDefinition type)
    {
        if (!_ancestors.TryGetValue(type, out var ancestors))
        {
            var classes = Classes(type).ToList();
            var found = new List<TypeDefinition>(classes);
            foreach (var declaring in classes)
            {
                AddInterfaces(declaring, found);
            }

            _ancestors.Add(type, ancestors = found);
        }

        return ancestors;
    }

    /// <summary>
    /// The classes, wherever they are, that a name may stand for where an object of <paramref name="type"/> is made by its name.
    /// </summary>
    public IReadOnlyList<TypeDefinition> ImplementationsOf(TypeDefinition type)
    {
        if (!_implementations.TryGetValue(type, out var found))
        {
            _implementations.Add(type, found = type.IsAbstract && IsNamed(type)
                ?
                [
                    .. own
                        .AllTypes()
                        .Where(candidate => candidate is { IsClass: true, IsAbstract: false } && WithAncestors(candidate).Contains(type)),
                ]
                : []);
        }

        return found;
    }

    private bool IsNamed(TypeDefinition type) =>
        WithAncestors(type).Any(
            ancestor => ancestor.Interfaces.Any(implemented => implemented.InterfaceType.FullName == typeof(INamed).FullName));

    /// <summary>
    /// What runs when <paramref name="slot"/> is called on an object of <paramref name="type"/>; more where that can't be told by name.
    /// </summary>
    public IEnumerable<MethodDefinition> Implementations(TypeDefinition type, MethodDefinition slot)
    {
        foreach (var declaring in WithAncestors(type))
        {
            var isExact = false;
            foreach (var method in declaring.Methods.Where(method => method != slot && Implements(method, slot)))
            {
                isExact |= !declaring.IsInterface && HasSameParameters(method, slot) && Replaces(method, slot);
                yield return method;
            }

            if (isExact || (declaring == slot.DeclaringType && !declaring.IsInterface))
            {
                yield break;
            }
        }
    }

    /// <summary>
    /// Overrides and implementations of something that isn't ours (<c>ToString</c>, <c>Dispose</c>, a library's abstract method): whoever
    /// holds the object may call them.
    /// </summary>
    public IReadOnlyList<MethodDefinition> CalledByLibraries(TypeDefinition type)
    {
        if (!_calledByLibraries.TryGetValue(type, out var methods))
        {
            var hasForeignInterface = WithAncestors(type).Any(t => t.Interfaces.Any(i => own.Resolve(i.InterfaceType) is null));
            _calledByLibraries.Add(type, methods =
                [.. Classes(type).SelectMany(t => t.Methods).Where(method => IsCalledByLibraries(method, hasForeignInterface))]);
        }

        return methods;
    }

    private bool IsCalledByLibraries(MethodDefinition method, bool hasForeignInterface)
    {
        if (method.HasOverrides)
        {
            return method.Overrides.Any(overridden => own.Resolve(overridden.GetElementMethod()) is null);
        }

        if (!method.IsVirtual
            || WithAncestors(method.DeclaringType).Any(
                t => t.Methods.Any(slot => slot != method && slot.IsNewSlot && Implements(method, slot))))
        {
            return false;
        }

        return method.IsReuseSlot || method.IsFinal || hasForeignInterface;
    }

    private IEnumerable<TypeDefinition> Classes(TypeDefinition type)
    {
        for (var current = type; current is not null; current = current.BaseType is { } parent ? own.Resolve(parent) : null)
        {
            yield return current;
        }
    }

    private void AddInterfaces(TypeDefinition type, List<TypeDefinition> found)
    {
        foreach (var implemented in type.Interfaces)
        {
            if (own.Resolve(implemented.InterfaceType) is { } definition && !found.Contains(definition))
            {
                found.Add(definition);
                AddInterfaces(definition, found);
            }
        }
    }

    /// <summary>By name and number of parameters: types of parameters may differ by generic arguments.</summary>
    private static bool Implements(MethodDefinition method, MethodDefinition slot) =>
        (method.IsVirtual || slot.IsStatic)
        && method.IsStatic == slot.IsStatic
        && method.Parameters.Count == slot.Parameters.Count
        && method.GenericParameters.Count == slot.GenericParameters.Count
        && (method.Name == slot.Name || (method.HasOverrides && method.Overrides.Any(overridden => overridden.Name == slot.Name)));

    /// <summary>
    /// Whether what is inherited can no longer run: not where a method hides it (<c>new</c>), nor where another class decides what
    /// implements the interface.
    /// </summary>
    private bool Replaces(MethodDefinition method, MethodDefinition slot) => slot.DeclaringType.IsInterface
        ? method.DeclaringType.Interfaces.Any(implemented => own.Resolve(implemented.InterfaceType) == slot.DeclaringType)
        : method.IsReuseSlot || method.HasOverrides;

    private static bool HasSameParameters(MethodDefinition method, MethodDefinition slot) =>
        method.Parameters.Zip(slot.Parameters).All(pair =>
            pair.First.ParameterType.FullName == pair.Second.ParameterType.FullName && !pair.Second.ParameterType.ContainsGenericParameter);
}
