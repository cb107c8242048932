using Mono.Cecil;
using Ttca.Collective;

namespace Ttca.Stages.Tests;

/// <summary>Claim C7: between training and evaluation the platform is reached by queries alone.</summary>
public sealed class BlackBoxTests
{
    [Fact]
    public void Stages_open_the_platform_as_a_black_box_or_put_it_behind_defences_and_do_nothing_else_with_it() =>
        Uses().Where(use =>
            use.Caller is not ("OptimizeWhiteBox.Run" or "TrainPlatform.Run" or "TrainedPlatform.Dispose")).Select(use =>
                use.Member).Distinct()
            .ShouldBe([nameof(PlatformModel.Open), nameof(PlatformModel.DefendedBy), "get_Classes", "get_Computed"], ignoreOrder: true);

    [Fact]
    public void Network_behind_the_platform_is_revealed_to_the_white_box_control_only() =>
        Uses().Where(use => use.Member == nameof(PlatformModel.RevealForWhiteBoxControl))
            .Select(use => use.Caller)
            .ShouldBe(["OptimizeWhiteBox.Run"]);

    /// <summary>Where a stage uses which member of the platform; codecs, which store it, are no stages.</summary>
    private static List<(string Caller, string Member)> Uses()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(typeof(Experiment).Assembly.Location);
        return
        [
            .. from type in assembly.MainModule.GetTypes()
               where !type.FullName.StartsWith(typeof(Codecs.TrainedPlatformCodec).Namespace!, StringComparison.Ordinal)
               from method in type.Methods
               where method.HasBody
               from instruction in method.Body.Instructions
               let target = instruction.Operand as MethodReference
               where target?.DeclaringType.FullName == typeof(PlatformModel).FullName
               select ($"{type.Name}.{method.Name}", target.Name),
        ];
    }
}
