using System.Text.Json;
using Cake.Core;
using Ttca.Build.Planning;
using Ttca.Build.Publishing;
using Ttca.Pipeline;
using Ttca.Stages;

namespace Ttca.EndToEnd.Tests;

/// <summary>Where results and stores lie, and what is removed there.</summary>
public sealed class ResultFoldersTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("both", "both/actions")]
    [InlineData("both", "both/quarantine")]
    [InlineData("both", "both/blobs/aa")]
    public void Results_in_a_folder_of_the_stores_own_are_refused(string store, string results) =>
        Should.Throw<CakeException>(
            () => PlannedExperiment.EnsureApart(PathOf(store), [new ResultFolder("mine", PathOf(results), [], null)])).Message.ShouldBe(
            $"the results of mine would go to {PathOf(results)}, a folder that the store in {PathOf(store)} has for itself: give "
                + $"--results or --store another folder, or the experiment another name");

    [Theory]
    [InlineData("results/mine", "results/mine")]
    [InlineData("results/mine/figures", "results/mine")]
    public void Store_among_results_is_refused(string store, string results) =>
        Should.Throw<CakeException>(
            () => PlannedExperiment.EnsureApart(PathOf(store), [new ResultFolder("mine", PathOf(results), [], null)])).Message.ShouldBe(
            $"the store in {PathOf(store)} would lie in {PathOf(results)}, where the results of mine go: give --results or --store "
                + $"another folder");

    [Theory]
    [InlineData("results/store", "results/mine")]
    [InlineData("results", "results/mine")]
    [InlineData("results/mine-store", "results/mine")]
    public void Store_beside_results_is_fine(string store, string results) =>
        Should.NotThrow(() => PlannedExperiment.EnsureApart(PathOf(store), [new ResultFolder("mine", PathOf(results), [], null)]));

    [Theory]
    [InlineData("figures/../../victim.txt")]
    [InlineData("figures/linked/victim.txt")]
    [InlineData("figures/folder")]
    [InlineData("figures/a\0b")]
    [InlineData("figures//victim.txt")]
    [InlineData("/victim.txt")]
    [InlineData("victim.txt")]
    [InlineData(null)]
    public void Provenance_from_elsewhere_removes_nothing_but_stale_figures(string? name)
    {
        Directory.CreateDirectory(PathOf("results/figures/folder"));
        File.WriteAllText(PathOf("victim.txt"), "precious");
        File.WriteAllText(PathOf("results/victim.txt"), "precious");
        File.WriteAllText(PathOf("results/figures/stale.svg"), "");
        Directory.CreateSymbolicLink(PathOf("results/figures/linked"), _folder.FullName);
        string provenance = PathOf("results/provenance.json");
        File.WriteAllText(
            provenance,
            JsonSerializer.Serialize(
                new { nodes = new[] { new { outputs = new[] { new { name }, new { name = (string?)"figures/stale.svg" } } } } }));

        StaleResults.Remove(PathOf("results"), provenance, new Provenance("toy", "run", new Dictionary<string, string>(), []));

        File.Exists(PathOf("results/figures/stale.svg")).ShouldBeFalse();
        File.ReadAllText(PathOf("victim.txt")).ShouldBe("precious");
        File.ReadAllText(PathOf("results/victim.txt")).ShouldBe("precious");
        Directory.Exists(PathOf("results/figures/folder")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"nodes\":[{\"outputs\":[{\"name\":\"\\ud800\"}]}]}")]
    public void Provenance_that_is_none_removes_nothing(string content)
    {
        Directory.CreateDirectory(PathOf("results"));
        File.WriteAllText(PathOf("results/provenance.json"), content);

        Should.NotThrow(
            () => StaleResults.Remove(
                PathOf("results"), PathOf("results/provenance.json"), new Provenance("toy", "run", new Dictionary<string, string>(), [])));
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
