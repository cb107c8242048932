using Mono.Cecil;
using Ttca.Collective;
using Ttca.Pipeline;

namespace Ttca.Stages.Tests;

/// <summary>Claim C7: between training and evaluation the platform is reached by queries alone.</summary>
public sealed class BlackBoxTests
{
    [Fact]
    public void Platform_is_an_input_of_its_defences_and_detectors_of_querying_attacking_choosing_a_control_evaluation_and_the_declared_control_only()
    {
        var holders = typeof(Experiment).Assembly.GetTypes()
            .Where(type => type.GetProperties().Any(p => p.PropertyType == typeof(Node<TrainedPlatform>)))
            .Select(type => type.Name);

        holders.ShouldBe(["AttackPerUser", "ChoosePreprocessing", "DefendPlatform", "Detect", "Evaluate", "OptimizeWhiteBox", "QueryPlatform"], ignoreOrder: true);
    }

    [Fact]
    public void Network_behind_the_platform_is_revealed_to_the_white_box_control_only()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(typeof(Experiment).Assembly.Location);
        var callers =
            from type in assembly.MainModule.GetTypes()
            from method in type.Methods
            where method.HasBody
            from instruction in method.Body.Instructions
            where instruction.Operand is MethodReference { Name: nameof(PlatformModel.RevealForWhiteBoxControl) }
            select $"{type.Name}.{method.Name}";

        callers.ShouldBe(["OptimizeWhiteBox.Run"]);
    }
}
