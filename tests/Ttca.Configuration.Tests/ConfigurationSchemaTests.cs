using System.Text.Json.Nodes;
using Ttca.Configuration;

namespace Ttca.Configuration.Tests;

public sealed class ConfigurationSchemaTests
{
    private static readonly JsonNode Properties = JsonNode.Parse(ConfigurationSchema.Write<Experiment>("Miniature"))!["properties"]!;

    [Theory]
    [InlineData("name", """{"type":["string","number","boolean"],"pattern":"^(?:^[a-z0-9-]+$)$"}""")]
    [InlineData("seeds", """{"type":"integer","default":3}""")]
    [InlineData("platform.architecture", """{"enum":["resnet8","resnet20","mlp"],"default":"resnet8"}""")]
    [InlineData("platform.epochs", """{"type":"integer","minimum":1,"maximum":1000,"default":8}""")]
    [InlineData(
        "platform.learning-rate",
        """{"type":["number","string"],"pattern":"^[^/]+(/[^/]+)?$","exclusiveMinimum":0,"maximum":10,"default":0.1}""")]
    [InlineData("platform.schedule", """{"enum":["one-cycle","cosine"],"default":"one-cycle"}""")]
    [InlineData(
        "platform.augmentation",
        """{"type":"array","items":{"enum":["flip","crop"]},"minItems":0,"maxItems":2,"default":["flip"]}""")]
    [InlineData("platform.deterministic", """{"type":"boolean","default":true}""")]
    [InlineData("proxy.epochs", """{"type":"integer","minimum":1,"maximum":1000,"default":40}""")]
    [InlineData("perturbation.epsilon", """{"type":["string","number","boolean"],"default":"8/255"}""")]
    [InlineData("perturbation.steps", """{"type":"integer","minimum":1,"default":200}""")]
    [InlineData("perturbation.step-size", """{"type":["number","string","null"],"pattern":"^[^/]+(/[^/]+)?$","default":null}""")]
    public void Schema_of_a_key_says_type_rules_and_default(string path, string schema)
    {
        string[] names = path.Split('.');
        var found = names[..^1].Aggregate(Properties, (properties, name) => properties[name]!["properties"]!)[names[^1]]!;

        found.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ShouldBe(schema);
    }

    [Fact]
    public void Choice_is_a_name_alone_or_one_with_its_keys()
    {
        var study = Properties["studies"]!["items"]!["anyOf"]!;

        study[0]!["enum"]!.AsArray().Select(name => (string)name!).ShouldBe(["collective-size", "epsilon"]);
        study[1]!["properties"]!.AsObject().Select(alternative => alternative.Key).ShouldBe(["collective-size", "epsilon"]);
        ((int)study[1]!["maxProperties"]!).ShouldBe(1);
    }

    [Fact]
    public void Section_refuses_other_keys_and_can_be_empty_unless_a_key_must_be_given()
    {
        var (section, line) = (Properties["platform"]!, Properties["subgroup"]!["items"]!);

        ((bool)section["additionalProperties"]!).ShouldBeFalse();
        section["type"]!.ToJsonString().ShouldBe("""["object","null"]""");
        line["type"]!.ToJsonString().ShouldBe("\"object\"");
        line["required"]!.ToJsonString().ShouldBe("""["name"]""");
    }

    [Fact]
    public void Page_of_keys_has_a_table_for_each_section()
    {
        var page = ConfigurationKeys.Write<Experiment>("Miniature");

        page.ShouldContain("| `epochs` |  | a whole number, from 1 to 1,000 | `40` |");
        page.ShouldContain("| `learning-rate` |  | a number, above 0 to 10 | `0.1` |");
        page.ShouldContain("| `augmentation` |  | list of `flip`, `crop`; 0 to 2 of them | `[flip]` |");
        page.ShouldContain("| `subgroup` |  | list of sections, [below](#subgroup) | `[]` |");
        page.ShouldContain("## `studies`: `epsilon`\n\n| key |", Case.Sensitive);
    }
}
