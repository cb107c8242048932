using System.Reflection;
using Ttca.Stages;

namespace Ttca.Stages.Tests;

/// <summary>References point downwards only; what may use what is written once, here.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("Ttca.Configuration", "")]
    [InlineData("Ttca.Pipeline", "Ttca.Configuration")]
    [InlineData("Ttca.Datasets", "")]
    [InlineData("Ttca.Learning", "Ttca.Configuration Ttca.Datasets")]
    [InlineData("Ttca.Fairness", "")]
    [InlineData("Ttca.Collective", "Ttca.Configuration Ttca.Datasets Ttca.Learning")]
    [InlineData("Ttca.Reporting", "Ttca.Fairness")]
    [InlineData("Ttca.Stages", "Ttca.Collective Ttca.Configuration Ttca.Datasets Ttca.Fairness Ttca.Learning Ttca.Pipeline Ttca.Reporting")]
    public void Assembly_references_only_what_lies_below_it(string assembly, string allowed)
    {
        var own = Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Ttca.", StringComparison.Ordinal));

        own.ShouldBeSubsetOf(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("Ttca.Pipeline")]
    [InlineData("Ttca.Datasets")]
    [InlineData("Ttca.Fairness")]
    [InlineData("Ttca.Reporting")]
    public void Assembly_without_networks_does_not_reference_TorchSharp(string assembly) =>
        Assembly.Load(assembly).GetReferencedAssemblies().ShouldNotContain(reference => reference.Name == "TorchSharp");
}
