using System.Collections.Concurrent;

namespace Ttca.Parameters;

/// <summary>
/// The classes that implement an abstract one, by the names that they give themselves: a new one is found by being there. They are looked
/// for where the abstract one is, and in the loaded assemblies that refer to that.
/// </summary>
/// <remarks>
/// The code fingerprint doesn't look in here: for it, whoever asks for the implementations of an <see cref="INamed"/> reaches all of them.
/// </remarks>
public static class Implementations
{
    private static readonly ConcurrentDictionary<Type, SortedDictionary<string, INamed>> Known = new();

    /// <summary>
    /// An object of each, in the order of their names. Meant for classes without parameters; of others it has the defaults.
    /// </summary>
    /// <exception cref="InvalidOperationException">Two have one name, or one has no constructor without parameters.</exception>
    public static IReadOnlyDictionary<string, T> Of<T>()
        where T : class, INamed => Of(typeof(T)).ToDictionary(found => found.Key, found => (T)found.Value, StringComparer.Ordinal);

    /// <inheritdoc cref="Of{T}"/>
    public static IReadOnlyDictionary<string, INamed> Of(Type type) => Known.GetOrAdd(type, Find);

    private static SortedDictionary<string, INamed> Find(Type type)
    {
        var found = new SortedDictionary<string, INamed>(StringComparer.Ordinal);
        foreach (var implementation in AssembliesOf(type).SelectMany(assembly => assembly.GetTypes())
            .Where(
                candidate => candidate is { IsAbstract: false, IsClass: true, ContainsGenericParameters: false }
                    && candidate.IsAssignableTo(type)))
        {
            if (implementation.GetConstructor(Type.EmptyTypes) is null)
            {
                throw new InvalidOperationException(
                    $"{implementation.FullName} has no public constructor without parameters: nothing could make one by its name.");
            }

            var named = (INamed)Activator.CreateInstance(implementation)!;
            if (!found.TryAdd(named.Name, named))
            {
                throw new InvalidOperationException(
                    $"{implementation.FullName} and {found[named.Name].GetType().FullName} are both called '{named.Name}'.");
            }
        }

        return found;
    }

    private static IEnumerable<System.Reflection.Assembly> AssembliesOf(Type type) => AppDomain.CurrentDomain.GetAssemblies()
        .Where(
            assembly => assembly == type.Assembly
                || assembly.GetReferencedAssemblies().Any(reference => reference.Name == type.Assembly.GetName().Name));
}
