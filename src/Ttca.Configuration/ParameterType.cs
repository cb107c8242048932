using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Ttca.Parameters;

namespace Ttca.Configuration;

/// <summary>How a .NET type is written in YAML.</summary>
internal enum ParameterShape
{
    /// <summary>One scalar.</summary>
    Scalar,

    /// <summary><see cref="IReadOnlyList{T}"/>.</summary>
    List,

    /// <summary>A record of parameters: a section.</summary>
    Section,

    /// <summary>
    /// An abstract record that is <see cref="INamed"/>: a section whose <c>name</c> says which implementation it is, and which has that
    /// one's members.
    /// </summary>
    NamedSection,

    /// <summary>Another abstract type: the name of one of its implementations, alone or with parameters.</summary>
    Choice,
}

/// <summary>What can be written for a type: its shape, and the members of a section or the alternatives of a choice.</summary>
internal sealed class ParameterType
{
    /// <summary>The key of a section that says which implementation it is.</summary>
    public const string NameKey = "name";

    private static readonly ConcurrentDictionary<Type, ParameterType> Known = new();

    private ParameterType(Type type)
    {
        Type = type;
        if (ScalarFormat.Is(type))
        {
            Shape = ParameterShape.Scalar;
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            Shape = ParameterShape.List;
            Item = type.GenericTypeArguments[0];
        }
        else if (type is { IsAbstract: true, IsInterface: false } && type.IsAssignableTo(typeof(INamed)))
        {
            Shape = ParameterShape.NamedSection;
            Alternatives = Implementations.Of(type).ToDictionary(
                found => found.Key, found => found.Value.GetType(), StringComparer.Ordinal);
        }
        else if (type.IsAbstract)
        {
            Shape = ParameterShape.Choice;
            Alternatives = FindAlternatives(type);
        }
        else if (type.IsClass && type.GetConstructor(Type.EmptyTypes) is not null)
        {
            Shape = ParameterShape.Section;
            Members =
            [
                .. type.GetProperties()
                    .Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
                    .Select(p => new Member(p)),
            ];
        }
        else
        {
            throw new NotSupportedException(
                $"{type} can't be a parameter: it is no scalar, IParsable, IReadOnlyList<T>, abstract type, or record with a "
                    + $"parameterless constructor.");
        }
    }

    public Type Type { get; }

    public ParameterShape Shape { get; }

    public Type? Item { get; }

    public IReadOnlyList<Member> Members { get; } = [];

    /// <summary>
    /// Name -> implementation. Of a choice, the name is the class's in kebab-case, without the abstract type's own at the end.
    /// </summary>
    public IReadOnlyDictionary<string, Type> Alternatives { get; } = new Dictionary<string, Type>();

    public static ParameterType Of(Type type) => Known.GetOrAdd(type, t => new ParameterType(t));

    public string Describe() => Shape switch
    {
        ParameterShape.Scalar => ScalarFormat.Describe(Type),
        ParameterShape.List => "a list, such as [a, b]",
        ParameterShape.NamedSection => $"a section with name, one of {string.Join(", ", Alternatives.Keys)}",
        ParameterShape.Choice => "one of " + string.Join(", ", Alternatives.Keys),
        _ => $"a section with {string.Join(", ", Members.Select(member => member.Name))}",
    };

    /// <summary>
    /// A copy of <paramref name="initial"/> (records have a copy method), or a new instance with the type's own defaults.
    /// </summary>
    public object Instance(object? initial) =>
        initial is null
            ? Activator.CreateInstance(Type)!
            : initial.GetType().GetMethod("<Clone>$")?.Invoke(initial, null)
              ?? throw new NotSupportedException($"{Type} must be a record: its defaults would be changed in place otherwise.");

    private static SortedDictionary<string, Type> FindAlternatives(Type type)
    {
        var suffix = type.IsInterface && type.Name.StartsWith('I') ? type.Name[1..] : type.Name;
        var found = type.Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsClass: true } && t.IsAssignableTo(type));
        return new SortedDictionary<string, Type>(
            found.ToDictionary(t => ScalarFormat.KebabCase(WithoutSuffix(t.Name, suffix))), StringComparer.Ordinal);
    }

    private static string WithoutSuffix(string name, string suffix) =>
        name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;

    /// <summary>One property of a section.</summary>
    internal sealed class Member
    {
        public Member(PropertyInfo property)
        {
            Property = property;
            Name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? ScalarFormat.KebabCase(property.Name);
            IsNullable = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
            Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
            IsLocalPath = property.IsDefined(typeof(LocalPathAttribute));
            Rules = [.. property.GetCustomAttributes<ValidationAttribute>()];
        }

        public PropertyInfo Property { get; }

        /// <summary>The key in YAML.</summary>
        public string Name { get; }

        /// <summary>The type without <see cref="Nullable{T}"/>.</summary>
        public Type Type { get; }

        public bool IsNullable { get; }

        public bool IsRequired { get; }

        /// <summary>Whether a file can't leave it out: the compiler says so, or a rule.</summary>
        public bool MustBeGiven => IsRequired || Rules.Any(rule => rule is RequiredAttribute);

        /// <summary>Whether it has <see cref="LocalPathAttribute"/>.</summary>
        public bool IsLocalPath { get; }

        public IReadOnlyList<ValidationAttribute> Rules { get; }
    }
}
