using Mono.Cecil;

namespace Ttca.Pipeline.Code;

/// <summary>What one member refers to, in our own code and outside. Collected once, shared by all stages that reach the member.</summary>
internal sealed class CodeUses
{
    /// <summary>Methods whose very body may run.</summary>
    public HashSet<MethodDefinition> Calls { get; } = [];

    /// <summary>Methods of which any override may run.</summary>
    public HashSet<MethodDefinition> VirtualCalls { get; } = [];

    public HashSet<FieldDefinition> Fields { get; } = [];

    /// <summary>Types whose declaration matters.</summary>
    public HashSet<TypeDefinition> Mentioned { get; } = [];

    /// <summary>Types of which there may be an object.</summary>
    public HashSet<TypeDefinition> Instantiated { get; } = [];

    /// <summary>Types that a library makes without a call that we could see: their constructors without parameters count.</summary>
    public HashSet<TypeDefinition> MadeElsewhere { get; } = [];

    /// <summary>Types that a serialiser may read and write through their properties.</summary>
    public HashSet<TypeDefinition> Data { get; } = [];

    /// <summary>Types of which reflection may use any member.</summary>
    public HashSet<TypeDefinition> Whole { get; } = [];

    public Dictionary<string, AssemblyNameReference> Externals { get; } = new(StringComparer.Ordinal);

    /// <summary>Resources that are opened under a name that the code spells out.</summary>
    public HashSet<string> ResourceNames { get; } = [];

    /// <summary>A resource is opened under a name that the code computes: it may be any.</summary>
    public bool UsesAnyResource { get; set; }

    /// <summary>Members of an object are found by name, whatever its type is: it may be any that the code makes.</summary>
    public bool UsesAnyMember { get; set; }

    /// <summary>Types are found by looking through an assembly, or by a name: they may be any.</summary>
    public bool UsesAnyType { get; set; }
}
