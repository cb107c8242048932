using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mono.Cecil;
using Ttca.Configuration;
using Ttca.Parameters;
using Ttca.Pipeline;
using Ttca.Pipeline.Code;

namespace Ttca.Stages.Tests;

/// <summary>
/// Which parameters in a stage's key its code reads. Read is a property whose getter is called in code that <c>Run</c> can reach; what a
/// record or a check of the configuration reads (<c>Equals</c>, <c>PrintMembers</c>, <c>Validate</c>) doesn't count.
/// </summary>
internal sealed class ParameterUse : IDisposable
{
    private readonly OwnAssemblies _own;
    private readonly UseCollector _collector;
    private readonly TypeHierarchy _hierarchy;

    public ParameterUse()
    {
        _own = new OwnAssemblies(AppContext.BaseDirectory, AllButPipeline(), new HashSet<string>());
        _collector = new UseCollector(_own);
        _hierarchy = new TypeHierarchy(_own);
    }

    /// <summary>Parameters that are in the key of <paramref name="stage"/> and are never read, as dotted paths.</summary>
    public IEnumerable<string> Unread(Type stage)
    {
        var read = ReadFrom(stage);
        if (read.Contains((typeof(StageContext).FullName!, nameof(StageContext.Seed))))
        {
            read.Add((CodeNames.CecilName(stage), nameof(ISeeded.Seed))); // what the context's seed is made of
        }

        return ParametersOf(stage).SelectMany(property => Unread(property, property.Name, read)).ToList();
    }

    public void Dispose() => _own.Dispose();

    /// <summary>What the pipeline does with every parameter is no use of it.</summary>
    private static ProgramCode AllButPipeline()
    {
        _ = ExperimentPlan.Catalog; // has loaded all of them
        var own = AppDomain.CurrentDomain.GetAssemblies()
            .Where(
                assembly => assembly.GetName().Name!.StartsWith("Ttca.", StringComparison.Ordinal)
                    && assembly != typeof(StageCatalog).Assembly
                    && assembly != typeof(Implementations).Assembly);
        return new ProgramCode(own.ToDictionary(assembly => assembly.GetName().Name!, assembly => assembly.ManifestModule.ModuleVersionId));
    }

    private static IEnumerable<PropertyInfo> ParametersOf(Type stage) => stage.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite && !IsLocation(property) && StageInput.TryFrom(property) is null);

    private static IEnumerable<string> Unread(PropertyInfo property, string path, IReadOnlySet<(string Type, string Property)> read)
    {
        var declaring = property.GetMethod!.GetBaseDefinition().DeclaringType!;
        if (!read.Contains(
            (CodeNames.CecilName(declaring.IsGenericType ? declaring.GetGenericTypeDefinition() : declaring), property.Name)))
        {
            return [path];
        }

        return InKey(property.PropertyType).SelectMany(member => Unread(member, $"{path}.{member.Name}", read));
    }

    /// <summary>What there may be objects of in a parameter, of those that are chosen by name.</summary>
    private static IEnumerable<Type> ObjectsIn(Type type) =>
        ImplementationsOf(type).Concat(InKey(type).SelectMany(member => ObjectsIn(member.PropertyType))).Distinct();

    /// <summary>What a parameter may turn out to be.</summary>
    private static IEnumerable<Type> ImplementationsOf(Type type) =>
        type.IsAbstract && type.IsAssignableTo(typeof(INamed)) ? Implementations.Of(type).Values.Select(found => found.GetType()) : [];

    private static bool IsLocation(PropertyInfo property) => property.IsDefined(typeof(LocationAttribute));

    /// <summary>What JSON shows of a record, or of the items of a list; nothing of what it writes as one value.</summary>
    private static IEnumerable<PropertyInfo> InKey(Type type)
    {
        if (type.IsAssignableTo(typeof(INamed)))
        {
            return ImplementationsOf(type).SelectMany(found => found.GetProperties())
                .Where(
                    property => property.CanWrite
                        && !IsLocation(property)
                        && property.GetCustomAttribute<JsonIgnoreAttribute>(inherit: false)?.Condition is null
                            or JsonIgnoreCondition.Never).Distinct();
        }

        var json = JsonSerializerOptions.Default.GetTypeInfo(type);
        return json.Kind switch
        {
            JsonTypeInfoKind.None => [],
            JsonTypeInfoKind.Object => json.Properties.Where(member => member.Get is not null)
                .Select(member => (PropertyInfo)member.AttributeProvider!).Where(member => !IsLocation(member)),
            _ => InKey(json.ElementType!),
        };
    }

    /// <summary>Type and name of every property that is read after <c>Run</c> of <paramref name="stage"/> is called.</summary>
    private HashSet<(string Type, string Property)> ReadFrom(Type stage)
    {
        var definition = _own.Find(stage.Assembly.GetName().Name!, CodeNames.CecilName(stage));
        var reached = new Reachability(_collector, _hierarchy);
        reached.Follow(
            definition.Methods.Single(method => method.Name == "Run"),
            ParametersOf(stage)
                .SelectMany(parameter => ObjectsIn(parameter.PropertyType))
                .Select(type => _own.Find(type.Assembly.GetName().Name!, CodeNames.CecilName(type))));
        return
        [
            .. from method in reached.Methods
               where method.HasBody && !CodeNames.IsOfRecord(method) && !IsOfValidation(method)
               from instruction in method.Body.Instructions
               select instruction.Operand as MethodReference into target
               where target is not null && target.Name.StartsWith("get_", StringComparison.Ordinal)
               select (target.DeclaringType.GetElementType().FullName, target.Name["get_".Length..]),
        ];
    }

    /// <summary><c>Validate</c>, or the state machine that the compiler makes of it.</summary>
    private static bool IsOfValidation(MethodDefinition method) =>
        method.Name == "Validate" || method.DeclaringType.Name.StartsWith("<Validate>", StringComparison.Ordinal);
}
