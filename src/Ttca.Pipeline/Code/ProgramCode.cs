using System.Reflection;
using System.Runtime.Loader;

namespace Ttca.Pipeline.Code;

/// <summary>
/// The code of our own that the running program has loaded: the assemblies that hold stages, and those that they refer to and that are
/// neither the framework's nor a package's, each with its module version id, which in a deterministic build is a hash of its content. A
/// build may replace their files at any time: what is loaded stays what it is.
/// </summary>
public sealed class ProgramCode
{
    private readonly IReadOnlyDictionary<string, Guid> _loaded;

    /// <param name="loaded">Version id of each, by simple name.</param>
    internal ProgramCode(IReadOnlyDictionary<string, Guid> loaded)
    {
        _loaded = loaded;
        Identity = Hashing.Hash(
            string.Join(
                '\n',
                loaded.OrderBy(assembly => assembly.Key, StringComparer.Ordinal).Select(assembly => $"{assembly.Key} {assembly.Value:N}")));
    }

    /// <summary>SHA-256 of all of them: 64 hexadecimal digits.</summary>
    public string Identity { get; }

    /// <summary>Loads all that the assemblies refer to, so that no later build can take its place.</summary>
    /// <param name="assemblies">Those that hold stages; they count as ours wherever they come from.</param>
    /// <param name="folder">Where the program lies.</param>
    internal static ProgramCode Of(IEnumerable<Assembly> assemblies, string folder)
    {
        var loaded = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var packages = PackageList.In(folder);
        var pending = new Queue<Assembly>(assemblies);
        while (pending.TryDequeue(out var assembly))
        {
            if (!loaded.TryAdd(assembly.GetName().Name!, assembly.ManifestModule.ModuleVersionId))
            {
                continue;
            }

            var context = AssemblyLoadContext.GetLoadContext(assembly)!;
            foreach (var reference in assembly
                .GetReferencedAssemblies()
                .Where(reference => !packages.Contains(reference.Name!) && File.Exists(FileOf(folder, reference.Name!))))
            {
                pending.Enqueue(context.LoadFromAssemblyName(reference));
            }
        }

        return new ProgramCode(loaded);
    }

    /// <summary>Simple names of all of them.</summary>
    internal IEnumerable<string> Assemblies => _loaded.Keys;

    /// <summary>Whether an assembly is ours, by its simple name.</summary>
    internal bool IsOwn(string assembly) => _loaded.ContainsKey(assembly);

    /// <summary>The version id of one of ours.</summary>
    internal Guid VersionIdOf(string assembly) => _loaded[assembly];

    internal static string FileOf(string folder, string assembly) => Path.Combine(folder, assembly + ".dll");
}

/// <summary>The program's files are no longer those that it was started from.</summary>
public sealed class ProgramRebuiltException : Exception
{
    /// <param name="what">What was found to be another's, such as a path.</param>
    public ProgramRebuiltException(string what)
        : base(
            $"the program was rebuilt while it ran: {what} isn't of the program that was started; nothing was filed: run the same "
                + $"command again")
    {
    }
}
