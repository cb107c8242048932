using System.Reflection;
using Ttca.Learning.Networks;
using Ttca.Learning.Training;
using static TorchSharp.torch;

namespace Ttca.Collective.Tests;

/// <summary>Only query access: what the library's public surface lets anyone reach of the platform.</summary>
public sealed class BlackBoxTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Networks_are_handed_out_by_the_declared_control_and_by_extraction_alone() =>
        Members().Where(member => HandsOut(member).Any(ShowsWeights)).Select(Name)
            .ShouldBe(["PlatformModel.RevealForWhiteBoxControl", "ProxyExtraction.Extract"]);

    [Fact]
    public void Extraction_sees_a_transcript_names_and_amounts_of_defences_and_no_platform() =>
        typeof(ProxyExtraction).GetMethod(nameof(ProxyExtraction.Extract))!.GetParameters().Select(parameter => parameter.ParameterType)
            .ShouldBe(
                [
                    typeof(Transcript),
                    typeof(TrainingParameters),
                    typeof(long),
                    typeof(IProgress<TrainingProgress>),
                    typeof(IReadOnlyList<DefenceParameters>),
                ]);

    [Fact]
    public void PlatformModel_offers_asking_the_declared_control_and_storage_alone() =>
        typeof(PlatformModel).GetMembers(Declared).Select(member => member.Name).Order(StringComparer.Ordinal)
            .ShouldBe([
                ".ctor", "Classes", "Computed", "Defences", "DefendedBy", "Dispose", "Load", "Open", "RevealForWhiteBoxControl", "Save",
                "get_Classes", "get_Computed", "get_Defences",
            ]);

    [Fact]
    public void An_opened_platform_offers_nothing_but_the_interface()
    {
        using var platform = new PlatformModel(Architectures.Create("mlp", classes: 2, height: 8, width: 8, seed: 1));
        var box = platform.Open(AnswerKind.Label, queryCap: 1);

        box.GetType().IsNotPublic.ShouldBeTrue();
        box.GetType().GetMembers(Declared).OfType<MethodInfo>().Select(method => method.Name).Order(StringComparer.Ordinal)
            .ShouldBe(typeof(IPlatform).GetMethods().Select(method => method.Name).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<MemberInfo> Members() =>
        typeof(IPlatform).Assembly.GetExportedTypes().SelectMany(type => type.GetMembers(Declared))
            .Where(member => member is FieldInfo or MethodInfo)   // a property's accessors are methods
            .OrderBy(Name, StringComparer.Ordinal);

    private static string Name(MemberInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";

    private static IEnumerable<Type> HandsOut(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        MethodInfo method =>
        [
            method.ReturnType,
            .. method.GetParameters().Where(parameter => parameter.ParameterType.IsByRef).Select(parameter => parameter.ParameterType),
        ],
        _ => [],
    };

    private static bool ShowsWeights(Type type) =>
        type.HasElementType ? ShowsWeights(type.GetElementType()!)
        : typeof(Network).IsAssignableFrom(type) || typeof(nn.Module).IsAssignableFrom(type) || type == typeof(Tensor)
        || type.GetGenericArguments().Any(ShowsWeights);
}
