using Mono.Cecil;

namespace Ttca.Pipeline.Code;

/// <summary>What has to be known about code that isn't ours.</summary>
internal static class Externals
{
    private static readonly string[] Reflecting =
    [
        "System.Text.Json",
        "System.Private.Xml",
        "System.Xml",
        "System.Runtime.Serialization",
        "System.ComponentModel",
    ];

    /// <summary>
    /// Attributes that the compiler, the debugger, analyzers, documentation, the checks of a configuration or the list of targets read, but
    /// no stage.
    /// </summary>
    private static readonly string[] Silent =
    [
        "System.Runtime.CompilerServices.", "System.Diagnostics.", "System.CodeDom.Compiler.", "System.ComponentModel.DataAnnotations.",
        "Microsoft.CodeAnalysis.", "System.ObsoleteAttribute", "System.ComponentModel.EditorBrowsableAttribute",
        "System.AttributeUsageAttribute", "Ttca.Configuration.", "Ttca.Parameters.", "Ttca.Pipeline.PartOfAttribute",
    ];

    private static readonly string[] MemberLookups =
    [
        "GetMethod", "GetPropert", "GetField", "GetMember", "GetEvent", "GetConstructor", "GetNestedType", "FindMembers", "GetRuntime"
    ];

    private static readonly string[] Compiled =
    [
        "System.Runtime.CompilerServices.InlineArrayAttribute", "System.Runtime.CompilerServices.UnsafeAccessorAttribute",
        "System.Runtime.CompilerServices.UnsafeAccessorTypeAttribute", "System.Runtime.CompilerServices.ModuleInitializerAttribute",
    ];

    /// <summary>Collections, LINQ, tasks: libraries that handle objects without looking into them, unlike serialisers.</summary>
    public static bool IsPlumbing(TypeReference type) =>
        type.Scope is AssemblyNameReference { Name: var name }
        && (name is "System" or "mscorlib" or "netstandard" || name.StartsWith("System.", StringComparison.Ordinal))
        && !Reflecting.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    public static bool OpensResource(MethodReference method) =>
        method.Name.StartsWith("GetManifestResource", StringComparison.Ordinal)
        || (method.Name == ".ctor"
            && method.DeclaringType.FullName is "System.Resources.ResourceManager" or "System.Resources.ResourceReader");

    /// <summary>
    /// <c>type.GetMethod(...)</c> and the like, <c>dynamic</c>, and what looks into an object without knowing its type: a serialiser.
    /// </summary>
    public static bool FindsMembers(MethodReference method) => method.DeclaringType.FullName switch
    {
        "System.Type" => method.Name is "InvokeMember" || MemberLookups.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal)),
        "System.Reflection.RuntimeReflectionExtensions" or "Microsoft.CSharp.RuntimeBinder.Binder" => true,
        _ => !IsPlumbing(method.DeclaringType)
            && method.Parameters.Any(parameter => parameter.ParameterType.MetadataType == MetadataType.Object),
    };

    /// <summary><c>assembly.GetTypes()</c>, <c>Type.GetType("...")</c>, <c>Activator.CreateInstance("...", "...")</c>.</summary>
    public static bool FindsTypes(MethodReference method) => method.DeclaringType.FullName switch
    {
        "System.Reflection.Assembly" or "System.Reflection.Module" =>
            method.Name is "GetTypes" or "GetExportedTypes" or "GetType" or "get_DefinedTypes" or "get_ExportedTypes" or "CreateInstance"
            or "FindTypes",
        "System.Type" => method.Name == "GetType" && !method.HasThis,
        "System.Activator" or "System.AppDomain" => method.Parameters is [{ ParameterType.MetadataType: MetadataType.String }, ..],
        _ => false,
    };

    public static IEnumerable<CustomAttribute> AttributesThatMatter(ICustomAttributeProvider member) =>
        member.HasCustomAttributes ? member.CustomAttributes.Where(Matters) : [];

    private static bool Matters(CustomAttribute attribute)
    {
        var name = attribute.AttributeType.FullName;
        return Compiled.Contains(name) || !Silent.Any(silent => name.StartsWith(silent, StringComparison.Ordinal));
    }
}
