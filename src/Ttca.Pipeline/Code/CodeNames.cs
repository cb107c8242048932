using Mono.Cecil;

namespace Ttca.Pipeline.Code;

/// <summary>Which names the compiler made up, and which of these it numbers by position in the source.</summary>
internal static class CodeNames
{
    private const string Generated = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";

    /// <summary>Of the SHA-256 in the name of a type that only its file sees.</summary>
    private const int HexDigits = 64;

    private static readonly HashSet<string> RecordMembers = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "ToString", "PrintMembers", "op_Equality", "op_Inequality", "get_EqualityContract", "<Clone>$", ".ctor",
    };

    /// <summary>
    /// Closures, state machines, lambda holders, anonymous types (<c>&lt;&gt;c__DisplayClass12_0</c>, <c>&lt;Run&gt;d__4</c>): their names
    /// change when members are added or reordered. Helpers with stable names (<c>&lt;&gt;z__ReadOnlyArray</c>) are not among them.
    /// </summary>
    public static bool IsNumbered(TypeDefinition type) =>
        (type.Name.StartsWith('<') && !IsStable(type.Name)) || (type.DeclaringType is { } outer && IsNumbered(outer));

    /// <summary>
    /// A type that only its source file sees, also one that a source generator wrote: <c>&lt;File&gt;F...__Name</c>. The name says where
    /// the file lies, so it counts as numbered; but it has members like any other type.
    /// </summary>
    public static bool IsOfFile(TypeDefinition type)
    {
        var mark = type.Name.IndexOf(">F", StringComparison.Ordinal);
        return type.Name.StartsWith('<')
            ? mark > 0 && type.Name.AsSpan(mark + 2) is { Length: > HexDigits + 2 } rest && rest[HexDigits..].StartsWith("__")
            : type.DeclaringType is { } outer && IsOfFile(outer);
    }

    /// <summary>
    /// Lambdas and local functions (<c>&lt;Run&gt;b__4_0</c>), and what the compiler put into <c>&lt;PrivateImplementationDetails&gt;</c>.
    /// </summary>
    public static bool IsNumbered(MethodDefinition method) =>
        (method.Name.StartsWith('<') && method.Name != "<Clone>$" && !method.Name.EndsWith('$')) || HasNumberedType(method);

    /// <summary>Fields of numbered types: captured locals, caches of delegates. Backing fields of properties keep their name.</summary>
    public static bool IsNumbered(FieldDefinition field) => IsNumbered(field.DeclaringType);

    /// <summary>True for members whose text belongs to whoever uses them, because their own name means nothing.</summary>
    public static bool HasNumberedType(IMemberDefinition member) => IsNumbered(member.DeclaringType) || IsDetails(member.DeclaringType);

    /// <summary>Holder of constant arrays, and of helpers for strings and spans.</summary>
    public static bool IsDetails(TypeDefinition type) =>
        type.Name == "<PrivateImplementationDetails>" || (type.DeclaringType is { } outer && IsDetails(outer));

    /// <summary>Written by the compiler for a record: says nothing beyond the record's fields, but in their order in the source.</summary>
    public static bool IsOfRecord(MethodDefinition method) =>
        RecordMembers.Contains(method.Name) && method.CustomAttributes.Any(a => a.AttributeType.FullName == Generated)
        && (method.Name != ".ctor"
            || (method.Parameters is [{ ParameterType: var original }] && original.GetElementType() == method.DeclaringType));

    /// <summary>Definitions are cached under their reflection names: <c>Outer/Inner`1</c>.</summary>
    public static string CecilName(Type type) =>
        (type.FullName ?? throw new ArgumentException($"{type} has no name", nameof(type))).Replace('+', '/');

    private static bool IsStable(string name) =>
        name.StartsWith("<>z__", StringComparison.Ordinal) || name.StartsWith("<>y__", StringComparison.Ordinal)
        || name is "<PrivateImplementationDetails>" or "<Module>" or "<Program>$";
}
