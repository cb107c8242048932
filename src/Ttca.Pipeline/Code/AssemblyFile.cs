using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Ttca.Pipeline.Code;

/// <summary>Reads what identifies an assembly from its metadata, without reading the rest of the file.</summary>
internal static class AssemblyFile
{
    /// <summary>The module version id: in a deterministic build a hash of the content.</summary>
    public static string ReadVersionId(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToString("N");
    }

    /// <summary>The informational version, which a package sets to its own; else the assembly's version.</summary>
    public static string ReadVersion(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        var assembly = metadata.GetAssemblyDefinition();
        foreach (var attribute in assembly.GetCustomAttributes().Select(metadata.GetCustomAttribute))
        {
            if (NameOfType(metadata, attribute) == nameof(AssemblyInformationalVersionAttribute))
            {
                var value = metadata.GetBlobReader(attribute.Value);
                value.ReadUInt16(); // the prolog of every attribute's value
                return value.ReadSerializedString() ?? "";
            }
        }

        return assembly.Version.ToString();
    }

    /// <summary>Names of the assemblies that it refers to.</summary>
    public static IReadOnlyList<string> ReadReferences(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static string? NameOfType(MetadataReader metadata, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)
            : null;
}
