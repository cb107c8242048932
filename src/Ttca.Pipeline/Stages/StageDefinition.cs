using System.Buffers;
using System.Reflection;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>What reflection finds out about a stage's class: its inputs, its parameters, how to make one.</summary>
public sealed class StageDefinition
{
    private readonly ConstructorInfo? _constructor;
    private readonly IReadOnlyList<StageParameter> _parameters;
    private readonly IStageInvoker _invoker;

    private StageDefinition(Type type, Type output)
    {
        Type = type;
        Output = output;
        _invoker = (IStageInvoker)Activator.CreateInstance(typeof(StageInvoker<>).MakeGenericType(output))!;
        var constructors = type.GetConstructors();
        _constructor = constructors.Length == 1 ? constructors[0] : null;
        var arguments = _constructor?.GetParameters() ?? [];
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .ToList();
        Inputs = [.. properties.Select(StageInput.TryFrom).OfType<StageInput>()];
        var nullability = new NullabilityInfoContext();
        _parameters =
        [
            .. from property in properties
               where StageInput.TryFrom(property) is null
               where property.CanWrite || arguments.Any(argument => IsFor(argument, property))
               select new StageParameter(property, nullability.Create(property).ReadState == NullabilityState.NotNull),
        ];
        Problems = [.. FindProblems(arguments, constructors.Length)];
    }

    /// <summary>The stage's class.</summary>
    public Type Type { get; }

    /// <summary>Name of the class, by which jobs and records call it.</summary>
    public string Name => Type.Name;

    /// <summary>What it is part of (<see cref="PartOfAttribute"/>); null where it doesn't say.</summary>
    public string? PartOf => Type.GetCustomAttribute<PartOfAttribute>()?.Target;

    /// <summary>Type of what it makes.</summary>
    public Type Output { get; }

    /// <summary>The input properties.</summary>
    internal IReadOnlyList<StageInput> Inputs { get; }

    /// <summary>Why a worker couldn't rebuild such a stage from its properties; empty where it can.</summary>
    internal IReadOnlyList<string> Problems { get; }

    /// <summary>The definition of <paramref name="type"/>, or null where it is no concrete stage.</summary>
    internal static StageDefinition? TryFrom(Type type)
    {
        if (type.IsAbstract || type.ContainsGenericParameters)
        {
            return null;
        }

        var output = type.GetInterfaces().FirstOrDefault(
            candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IStage<>));
        return output is null ? null : new StageDefinition(type, output.GetGenericArguments()[0]);
    }

    /// <summary>The parameters of <paramref name="stage"/> as JSON text; missing values are added to <paramref name="problems"/>.</summary>
    internal ReadOnlyMemory<byte> ReadParameters(object stage, bool withLocations, ICollection<string> problems)
    {
        var text = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        foreach (var parameter in _parameters.Where(parameter => withLocations || !parameter.IsLocation))
        {
            var value = parameter.Property.GetValue(stage);
            if (value is null && parameter.IsRequired)
            {
                problems.Add($"parameter '{parameter.Name}' has no value");
                continue;
            }

            try
            {
                var written = StageJson.Write(value, parameter.Property.PropertyType, withLocations);
                json.WritePropertyName(parameter.Name);
                json.WriteRawValue(written, skipInputValidation: true);
            }
            catch (Exception error) when (error is JsonException or NotSupportedException)
            {
                problems.Add($"parameter '{parameter.Name}' can't be written as JSON: {error.Message}");
            }
        }

        json.WriteEndObject();
        json.Flush();
        return text.WrittenMemory;
    }

    /// <summary>Rebuilds a stage in a worker.</summary>
    /// <param name="json">What <see cref="ReadParameters"/> gave, with locations.</param>
    /// <param name="inputs">Values of the input properties by their name in kebab-case.</param>
    internal object Create(JsonElement json, IReadOnlyDictionary<string, object?> inputs)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in _parameters)
        {
            values[parameter.Property.Name] = StageJson.Read(json.GetProperty(parameter.Name), parameter.Property.PropertyType);
        }

        foreach (var input in Inputs)
        {
            values[input.Property.Name] = inputs[input.Name];
        }

        var arguments = _constructor!.GetParameters();
        var stage = _constructor.Invoke(
            BindingFlags.DoNotWrapExceptions, null, [.. arguments.Select(argument => values[argument.Name!])], null);
        var toSet = _parameters.Select(parameter => parameter.Property).Concat(Inputs.Select(input => input.Property));
        foreach (var property in toSet.Where(property => !arguments.Any(argument => IsFor(argument, property))))
        {
            property.SetValue(stage, values[property.Name]);
        }

        return stage;
    }

    /// <summary>Runs a stage and writes what it made.</summary>
    internal void Run(object stage, StageContext context, object codec, ArtifactWriter writer) =>
        _invoker.Run(stage, context, codec, writer);

    private static bool IsFor(ParameterInfo argument, PropertyInfo property) =>
        string.Equals(argument.Name, property.Name, StringComparison.OrdinalIgnoreCase) && argument.ParameterType == property.PropertyType;

    private IEnumerable<string> FindProblems(ParameterInfo[] arguments, int constructors)
    {
        if (constructors != 1)
        {
            yield return $"stage {Name} has {constructors} public constructors; it needs exactly one";
        }

        var known = _parameters.Select(parameter => parameter.Property).Concat(Inputs.Select(input => input.Property)).ToList();
        foreach (var argument in arguments.Where(argument => !known.Exists(property => IsFor(argument, property))))
        {
            yield return $"stage {Name} takes '{argument.Name}' in its constructor, but has no public property of that name and type: " +
                "its key would miss it";
        }

        foreach (var input in Inputs.Where(
            input => !input.Property.CanWrite && !arguments.Any(argument => IsFor(argument, input.Property))))
        {
            yield return $"stage {Name}: input '{input.Name}' can't be set; give it an init accessor";
        }
    }

    private interface IStageInvoker
    {
        void Run(object stage, StageContext context, object codec, ArtifactWriter writer);
    }

    private sealed class StageInvoker<T> : IStageInvoker
    {
        public void Run(object stage, StageContext context, object codec, ArtifactWriter writer)
        {
            var output = ((IStage<T>)stage).Run(context);
            try
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                ((IArtifactCodec<T>)codec).Write(output, writer);
            }
            finally
            {
                (output as IDisposable)?.Dispose();
            }
        }
    }
}

/// <summary>A parameter property of a stage.</summary>
internal sealed record StageParameter(PropertyInfo Property, bool IsRequired)
{
    public string Name { get; } = StageJson.Kebab(Property.Name);

    public bool IsLocation { get; } = Property.IsDefined(typeof(LocationAttribute));
}

/// <summary>An input property of a stage: <c>Node&lt;T&gt;</c> or <c>IReadOnlyList&lt;Node&lt;T&gt;&gt;</c>.</summary>
internal sealed record StageInput(PropertyInfo Property, Type Artifact, bool IsList, bool IsRequired)
{
    public string Name { get; } = StageJson.Kebab(Property.Name);

    public static StageInput? TryFrom(PropertyInfo property)
    {
        var required = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.NotNull;
        return ArtifactOf(property.PropertyType) is { } single ? new StageInput(property, single, false, required)
            : property.PropertyType.IsGenericType
                && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                && ArtifactOf(property.PropertyType.GetGenericArguments()[0]) is { } item ? new StageInput(property, item, true, required)
            : null;
    }

    /// <summary>The nodes that <paramref name="stage"/> holds here; null entries are missing ones.</summary>
    public IReadOnlyList<Node?> NodesOf(object stage) => Property.GetValue(stage) switch
    {
        Node node => [node],
        IEnumerable<Node?> nodes => [.. nodes],
        _ => IsRequired ? [null] : [],
    };

    /// <summary>What a worker puts here: handles of the nodes with the given ids.</summary>
    public object? Handles(IReadOnlyList<JobInput> nodes)
    {
        var type = typeof(Node<>).MakeGenericType(Artifact);
        var handles = Array.CreateInstance(type, nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            var arguments = new object?[] { nodes[i].Node, nodes[i].Stage, null };
            handles.SetValue(Activator.CreateInstance(type, BindingFlags.NonPublic | BindingFlags.Instance, null, arguments, null), i);
        }

        return IsList ? handles : handles.Length == 0 ? null : handles.GetValue(0);
    }

    private static Type? ArtifactOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Node<>) ? type.GetGenericArguments()[0] : null;
}
