using System.Diagnostics;
using System.Text;
using Ttca.Configuration;

namespace Ttca.Configuration.Tests;

public sealed class HostileInputTests
{
    [Theory]
    [InlineData("name: [1,\n", "2:1  not valid YAML: while parsing a node, did not find expected node content.")]
    [InlineData("name: x\nplatform:\n\tepochs: 3", "3:1  not valid YAML: while scanning a mapping, found invalid tab as indentation.")]
    [InlineData("name: 'x", "1:7  not valid YAML: while scanning a quoted scalar, found unexpected end of stream.")]
    [InlineData("name: a: b", "1:8  not valid YAML: while scanning a plain scalar value, found invalid mapping.")]
    [InlineData("name: x\u0001", "1:8  a control character isn't YAML text")]
    [InlineData("name: &a x", "1:7  name: '&a' is an anchor; write the value out where it is used")]
    [InlineData("name: x\nseeds: *a", "2:8  seeds: '*a' is an alias; write the value out")]
    [InlineData("name: !!str x", "1:7  name: 'tag:yaml.org,2002:str' is a tag; types come from the parameter itself")]
    [InlineData("name: x\nname: y", "2:1  name: is given twice; first at 1:1")]
    [InlineData("name: x\n---\nname: y", "2:1  a second document begins here; only one is allowed")]
    [InlineData("name: x\n? [1]\n: 2", "2:3  a key must be a name, not a list, a section or an alias")]
    [InlineData("", "1:1  name: is missing; expected text")]
    [InlineData("# nothing\n", "1:1  name: is missing; expected text")]
    [InlineData("- name", "1:1  is a list of 1; expected a section with name, platform, proxy, perturbation, seeds, subgroup, studies")]
    [InlineData("name: x\nseeds: 99999999999", "2:8  seeds: 99999999999 is not within -2147483648 to 2147483647")]
    [InlineData("name: x\nseeds: 007", "2:8  seeds: '007' is not a whole number")]
    [InlineData("name: x\nplatform: { learning-rate: .nan }", "2:28  platform.learning-rate: '.nan' is not a number (write 0.25, "
        + "1e-3 or 8/255)")]
    [InlineData("name: x\nplatform: { learning-rate: 1e999 }", "2:28  platform.learning-rate: 1e999 is not a finite number")]
    [InlineData("name: x\nplatform: { learning-rate: 1/0 }", "2:28  platform.learning-rate: 1/0 is not a finite number")]
    [InlineData("name: x\nplatform: { learning-rate: NaN }", "2:28  platform.learning-rate: NaN is not a finite number")]
    [InlineData("name: x\nplatform: { learning-rate: 1/2/3 }", "2:28  platform.learning-rate: '1/2/3' is not a number (write 0.25, "
        + "1e-3 or 8/255)")]
    [InlineData("name: x\nplatform: { learning-rate: . }", "2:28  platform.learning-rate: '.' is not a number (write 0.25, 1e-3 or 8/255)")]
    [InlineData("name: x\nplatform: { learning-rate: 1_000 }", "2:28  platform.learning-rate: '1_000' is not a number (write 0.25, "
        + "1e-3 or 8/255)")]
    [InlineData("name: x\nplatform: { learning-rate: 0 }", "2:28  platform.learning-rate: 0 is not above 0")]
    [InlineData("name: x\nplatform: { warm-up-epochs: 9 }", "2:29  platform.warm-up-epochs: 9 is more than epochs (8)")]
    [InlineData("name: x\nperturbation: { steps: ~ }", "2:24  perturbation.steps: has no value; expected a whole number")]
    [InlineData("name: x\nperturbation: { step-size: ~, comment: null "
        + "}\nproxy: [", "4:1  not valid YAML: while parsing a node, did not find expected node content.")]
    public void Read_bad_text_names_place_and_problem(string yaml, string error) =>
        Message(yaml).ShouldBe($"bad.yaml has 1 error:\n  {error}");

    [Fact]
    public void Read_null_is_a_value_where_the_type_allows_it() =>
        ConfigurationReader.Read<Experiment>("name: x\nperturbation: { step-size: ~, comment: null }", "x").Perturbation.ShouldBe(
            new Perturbing());

    [Theory]
    [InlineData('[')]
    [InlineData('a')]
    [InlineData('{')]
    [InlineData('&')]
    [InlineData('\n')]
    [InlineData('"')]
    public void Read_a_mebibyte_of_anything_ends_soon(char c)
    {
        var watch = Stopwatch.StartNew();

        Message(new string(c, 1 << 20)).Length.ShouldBeLessThan(10_000);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20)); // quadratic work on 2^20 characters would take hours
    }

    [Fact]
    public void Read_larger_text_is_refused() =>
        Message("#" + new string('x', 1 << 20)).ShouldBe("bad.yaml has 1 error:\n  1:1  is larger than 1 MiB");

    [Fact]
    public void Read_deep_nesting_is_refused() =>
        Message("studies: " + new string('[', 100)).ShouldContain("is nested deeper than 32 levels");

    [Fact]
    public void Read_thousands_of_errors_shows_the_first_fifty()
    {
        var message = Message("name: x\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"key{i}: 1\n")));

        message.ShouldStartWith("bad.yaml has 3000 errors:\n  2:1   key0: unknown (allowed: name,");
        message.ShouldEndWith("\n  ... and 2950 more");
    }

    [Fact]
    public void ReadFile_reports_what_cannot_be_read()
    {
        var folder = Directory.CreateTempSubdirectory("ttca-configuration-");
        var file = Path.Combine(folder.FullName, "x.yaml");
        Should.Throw<ConfigurationException>(() => ConfigurationReader.ReadFile<Experiment>(file)).Message
            .ShouldBe($"{file} has 1 error:\n  1:1  can't be read: Could not find file '{file}'.");

        File.WriteAllBytes(file, [0xC3, 0x28]);
        Should.Throw<ConfigurationException>(() => ConfigurationReader.ReadFile<Experiment>(file)).Message
            .ShouldBe($"{file} has 1 error:\n  1:1  is not UTF-8 text");

        File.WriteAllBytes(file, [.. Encoding.UTF8.Preamble, .. "name: x"u8]);
        ConfigurationReader.ReadFile<Experiment>(file).Name.ShouldBe("x");
        folder.Delete(recursive: true);
    }

    private static string Message(string yaml) =>
        Should.Throw<ConfigurationException>(() => ConfigurationReader.Read<Experiment>(yaml, "bad.yaml")).Message;
}
