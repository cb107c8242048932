using System.Reflection;
using Ttca.Stages;

namespace Ttca.Stages.Tests;

/// <summary>References point downwards only; what may use what is written once, here.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("Ttca.Parameters", "")]
    [InlineData("Ttca.Configuration", "Ttca.Parameters")]
    [InlineData("Ttca.Pipeline", "Ttca.Parameters")]
    [InlineData("Ttca.Datasets", "")]
    [InlineData("Ttca.Learning", "Ttca.Datasets Ttca.Parameters")]
    [InlineData("Ttca.Fairness", "")]
    [InlineData("Ttca.Collective", "Ttca.Datasets Ttca.Learning Ttca.Parameters")]
    [InlineData("Ttca.Reporting", "Ttca.Fairness")]
    [InlineData("Ttca.Stages", "Ttca.Collective Ttca.Configuration Ttca.Datasets Ttca.Fairness Ttca.Learning Ttca.Parameters "
        + "Ttca.Pipeline Ttca.Reporting")]
    public void Assembly_references_only_what_lies_below_it(string assembly, string allowed)
    {
        var own = Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Ttca.", StringComparison.Ordinal));

        own.ShouldBeSubsetOf(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("src/Ttca.Pipeline", "Keys Files Storage Leases Code Stages Planning Running Workers Results Status Progress Maintenance")]
    [InlineData("build", "Frosting CommandLine Tools Planning Publishing Progress Running Reproduction Inspection Diff Tasks msbuild")]
    public void Folder_uses_only_folders_below_it(string project, string order) =>
        FolderOrder.Violations(project, order.Split(' ')).ShouldBeEmpty();

    [Fact]
    public void Use_of_a_folder_above_is_found_and_a_folder_without_a_place()
    {
        var violations = FolderOrder.Violations("src/Ttca.Pipeline", "Files", "Keys");

        violations.ShouldContain("Files/FileListing.cs uses Hashing, which is in Keys/Hashing.cs");
        violations.ShouldContain("Storage is not in the order");
        violations.ShouldNotContain(violation => violation.StartsWith("Keys/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Ttca.Configuration")]
    [InlineData("Ttca.Datasets")]
    [InlineData("Ttca.Pipeline")]
    [InlineData("Ttca.Fairness")]
    [InlineData("Ttca.Reporting")]
    public void Assembly_without_networks_does_not_reference_TorchSharp(string assembly) =>
        Assembly.Load(assembly).GetReferencedAssemblies().ShouldNotContain(reference => reference.Name == "TorchSharp");
}
