using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Ttca.Configuration;
using YamlDotNet.Serialization;

namespace Ttca.Stages.Tests;

/// <summary>The committed schemas say what the reader says.</summary>
public sealed class ExperimentFormatTests
{
    private static readonly string ExperimentsFolder = Path.Combine(RepositoryFolder.Path, "experiments");
    private static readonly string Text = File.ReadAllText(Path.Combine(ExperimentsFolder, ExperimentFormat.Schema));
    private static readonly JsonSchema Schema = JsonSchema.FromText(Text);
    private static readonly JsonSchema ListSchema = JsonSchema.FromFile(Path.Combine(ExperimentsFolder, ExperimentFormat.ListSchema));
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
    private static readonly ISerializer Json = new SerializerBuilder().JsonCompatible().Build();

    public static TheoryData<string> Experiments =>
        [.. Directory.EnumerateFiles(ExperimentsFolder, "*.yaml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Experiment_is_valid_and_names_its_schema(string file)
    {
        var path = Path.Combine(ExperimentsFolder, file);
        var (schema, name) = ConfigurationFile.Open(path).HasMember(ExperimentList.Member)
            ? (ListSchema, ExperimentFormat.ListSchema)
            : (Schema, ExperimentFormat.Schema);

        File.ReadLines(path).First().ShouldBe($"# yaml-language-server: $schema={name}");
        Problems(schema, File.ReadAllText(path)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Every_parameter_written_out_is_valid_too(string file)
    {
        foreach (var experiment in ExperimentSet.Read(Path.Combine(ExperimentsFolder, file), []).Experiments)
        {
            Problems(Schema, ConfigurationWriter.Write(experiment)).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("name: a\nperturbation: { stepz: 100 }")]
    [InlineData("name: a\nperturbations: { steps: 100 }")]
    [InlineData("name: a\nperturbation: { steps: 0 }")]
    [InlineData("name: a\nperturbation: { steps: 1.5 }")]
    [InlineData("name: a\nperturbation: { steps: many }")]
    [InlineData("name: a\nperturbation: 8/255")]
    [InlineData("name: a\ncollective: { sizes: 10 }")]
    [InlineData("name: a\ncollective: { answers: everything }")]
    [InlineData("name: a\nplatform: { architecture: resnet9 }")]
    [InlineData("name: a\nplatform: { learning-rate: 1000 }")]
    [InlineData("name: a\nplatform: { momentum: null }")]
    [InlineData("name: a\nreplicates: { platforms: 101 }")]
    [InlineData("name: a\ntuning: { active: maybe }")]
    [InlineData("name: a\nstudies: []")]
    [InlineData("name: a\nstudies: [epsilons]")]
    [InlineData("name: a\nstudies: [epsilon: { sizes: [1] }]")]
    [InlineData("name: Not a name")]
    [InlineData("description: without a name")]
    public void Wrong_experiment_is_refused_as_the_reader_refuses_it(string text)
    {
        Should.Throw<ConfigurationException>(() => ConfigurationReader.Read<Experiment>(text, "wrong.yaml"));
        Problems(Schema, text).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("name: a")]
    [InlineData("name: a\nperturbation:\n  # steps: 100")]
    [InlineData("name: a\nplatform: { momentum: 9/10 }")]
    [InlineData("name: a\nbootstrap: { positive-class: null }")]
    [InlineData("name: a\nstudies: [epsilon, answers: { digits: [1] }]")]
    public void Experiment_that_the_reader_accepts_is_valid(string text)
    {
        ConfigurationReader.Read<Experiment>(text, "right.yaml");
        Problems(Schema, text).ShouldBeEmpty();
    }

    [Fact]
    public void Every_key_says_what_it_means() =>
        Keys(JsonNode.Parse(Text)!, "")
            .Where(key => key.Schema["description"] is null).Select(key => key.Path).ShouldBeEmpty();

    private static IEnumerable<(string Path, JsonNode Schema)> Keys(JsonNode schema, string path) => schema switch
    {
        JsonObject node => node.SelectMany(member => member.Key == "properties"
            ? member.Value!.AsObject().SelectMany(key => Keys(key.Value!, $"{path}.{key.Key}").Prepend(($"{path}.{key.Key}", key.Value!)))
            : member.Value is null ? [] : Keys(member.Value, path)),
        JsonArray nodes => nodes.OfType<JsonNode>().SelectMany(node => Keys(node, path)),
        _ => [],
    };

    private static IReadOnlyList<string> Problems(JsonSchema schema, string yaml)
    {
        using var document = JsonDocument.Parse(Json.Serialize(Yaml.Deserialize<object>(yaml)));
        var result = schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? [] : [.. (result.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")).DefaultIfEmpty("not valid")];
    }
}
