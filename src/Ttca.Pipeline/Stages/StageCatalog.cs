using System.Reflection;
using Ttca.Pipeline.Code;

namespace Ttca.Pipeline;

/// <summary>The stages and artifact codecs of a program, found by scanning its assemblies.</summary>
public sealed class StageCatalog
{
    private readonly Dictionary<string, StageDefinition> _stages = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, object> _codecs = [];
    private readonly HashSet<string> _families;

    private StageCatalog(Assembly[] assemblies)
    {
        Assembly[] all = [.. assemblies, typeof(StageCatalog).Assembly];
        _families = [.. all.Select(Family)];
        Program = ProgramCode.Of(all, AppContext.BaseDirectory);
    }

    /// <summary>The code of the stages and of all that they use, as it was loaded when the catalog was made.</summary>
    public ProgramCode Program { get; }

    /// <summary>All stages, by name.</summary>
    public IReadOnlyCollection<StageDefinition> Stages => _stages.Values;

    /// <summary>
    /// Finds every concrete <see cref="IStage{TOutput}"/> and every <see cref="IArtifactCodec{T}"/> with a parameterless constructor.
    /// </summary>
    /// <exception cref="PlanException">Two stages share a name, or two codecs a type: each is named.</exception>
    public static StageCatalog From(params Assembly[] assemblies)
    {
        var catalog = new StageCatalog(assemblies);
        var problems = new List<string>();
        foreach (var type in assemblies
            .Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            catalog.AddStage(type, problems);
            catalog.AddCodecs(type, problems);
        }

        return problems.Count == 0 ? catalog : throw new PlanException("The catalog of stages", problems);
    }

    /// <summary>The definition of a stage by its name; null where there is none.</summary>
    internal StageDefinition? FindStage(string name) => _stages.GetValueOrDefault(name);

    /// <summary>The codec for an artifact type; null where there is none.</summary>
    internal object? FindCodec(Type artifact) => _codecs.GetValueOrDefault(artifact);

    /// <summary>
    /// Whether an exception's message is meant for people: its type is from the assemblies of this program (those that share the
    /// first word of their name with the ones scanned), so that whoever threw it wrote its message for this purpose.
    /// </summary>
    internal bool IsForPeople(Exception error) => _families.Contains(Family(error.GetType().Assembly));

    private static string Family(Assembly assembly) => assembly.GetName().Name!.Split('.')[0];

    private void AddStage(Type type, List<string> problems)
    {
        if (StageDefinition.TryFrom(type) is not { } stage)
        {
            return;
        }

        if (!_stages.TryAdd(stage.Name, stage))
        {
            problems.Add($"two stages are called {stage.Name}: {_stages[stage.Name].Type.FullName} and {type.FullName}");
        }
    }

    private void AddCodecs(Type type, List<string> problems)
    {
        if (type.IsAbstract || type.ContainsGenericParameters || type.GetConstructor(Type.EmptyTypes) is null)
        {
            return;
        }

        var artifacts = type.GetInterfaces()
            .Where(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IArtifactCodec<>))
            .Select(candidate => candidate.GetGenericArguments()[0]);
        foreach (var artifact in artifacts)
        {
            if (!_codecs.TryAdd(artifact, Activator.CreateInstance(type)!))
            {
                problems.Add($"two codecs are for {artifact.Name}: {_codecs[artifact].GetType().FullName} and {type.FullName}");
            }
        }
    }
}
