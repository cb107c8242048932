using System.Reflection;
using Cake.Frosting;
using Mono.Cecil;

namespace Ttca.EndToEnd.Tests;

/// <summary>
/// What keeps <c>-p:CakeFrosting=package</c> compiling, where the package itself is not to be had: the host in build/Frosting
/// offers nothing that the package lacks, and the rest of the program uses nothing else of it.
/// </summary>
public sealed class FrostingCompatibilityTests
{
    /// <summary>The types of the package as listed at https://cakebuild.net/api/Cake.Frosting/.</summary>
    private static readonly string[] TypesOfThePackage =
    [
        "AsyncFrostingTask", "AsyncFrostingTask`1", "CakeHost", "CakeHostExtensions", "ContinueOnErrorAttribute", "FrostingContext", "FrostingException",
        "FrostingLifetime", "FrostingLifetime`1", "FrostingSetup", "FrostingSetup`1", "FrostingTask", "FrostingTask`1", "FrostingTaskLifetime",
        "FrostingTaskLifetime`1", "FrostingTaskSetup", "FrostingTaskSetup`1", "FrostingTaskTeardown", "FrostingTaskTeardown`1", "FrostingTeardown",
        "FrostingTeardown`1", "IsDependeeOfAttribute", "IsDependentOnAttribute", "ServiceCollectionExtensions", "TaskDescriptionAttribute", "TaskNameAttribute",
        "IFrostingContext", "IFrostingLifetime", "IFrostingSetup", "IFrostingStartup", "IFrostingTask", "IFrostingTaskLifetime", "IFrostingTaskSetup",
        "IFrostingTaskTeardown", "IFrostingTeardown", "IToolInstaller",
    ];

    [Fact]
    public void Public_types_of_the_host_are_types_of_the_package() =>
        typeof(CakeHost).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "Cake.Frosting").Select(type => type.Name)
            .ShouldBeSubsetOf(TypesOfThePackage);

    [Fact]
    public void Rest_of_the_program_uses_the_public_types_only()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Build.Program).Assembly.Location);

        var used = module.Types.Where(type => type.Namespace.StartsWith("Ttca", StringComparison.Ordinal))
            .SelectMany(FrostingTypesOf).Distinct().ToList();

        used.ShouldContain("CakeHost");
        used.ShouldBeSubsetOf(TypesOfThePackage);
    }

    [Fact]
    public void Signatures_of_the_host_are_those_of_the_package()
    {
        // As on the package's API pages: what this program overrides or calls.
        Signatures(typeof(FrostingTask<>)).ShouldBe(["Void Run(T)"]);
        Signatures(typeof(CakeHost)).ShouldBe(
        [
            "Cake.Frosting.CakeHost ConfigureServices(System.Action`1[Microsoft.Extensions.DependencyInjection.IServiceCollection])",
            "Int32 Run(System.Collections.Generic.IEnumerable`1[System.String])",
        ], ignoreOrder: true);
        Signatures(typeof(CakeHostExtensions)).ShouldBe(["Cake.Frosting.CakeHost UseContext[TContext](Cake.Frosting.CakeHost)"]);
    }

    private static IEnumerable<string> Signatures(Type type) =>
        type
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(method => method.ToString()!);

    private static IEnumerable<string> FrostingTypesOf(TypeDefinition type)
    {
        var references = type.NestedTypes.SelectMany(FrostingTypesOf).ToList();
        references.AddRange(
            from reference in Mentioned(type)
            let element = reference.GetElementType()
            where element.Namespace == "Cake.Frosting"
            select element.Name);
        return references;
    }

    private static IEnumerable<TypeReference> Mentioned(TypeDefinition type)
    {
        IEnumerable<TypeReference> outer =
        [
            .. type.Interfaces.Select(i => i.InterfaceType),
            .. type.CustomAttributes.Select(a => a.AttributeType),
        ];
        if (type.BaseType is not null)
        {
            outer = outer.Append(type.BaseType);
        }

        return outer
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(
                type.Methods.SelectMany(method => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
            .Concat(type.Methods.Where(method =>
                method.HasBody).SelectMany(method => method.Body.Instructions).SelectMany(instruction => instruction.Operand switch
            {
                MethodReference called => called.Parameters
                    .Select(parameter => parameter.ParameterType)
                    .Append(called.DeclaringType)
                    .Append(called.ReturnType),
                FieldReference field => [field.DeclaringType, field.FieldType],
                TypeReference named => [named],
                _ => Enumerable.Empty<TypeReference>(),
            }));
    }
}
