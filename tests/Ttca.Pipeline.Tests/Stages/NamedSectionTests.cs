using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Ttca.Configuration;
using Ttca.Parameters;

namespace Ttca.Pipeline.Tests.Stages;

/// <summary>Sections whose key <c>name</c> says which record they are.</summary>
public sealed class NamedSectionTests
{
    [Fact]
    public void Name_chooses_the_record_and_its_keys()
    {
        Read(
            "source: { name: archive, url: here }\nmore: [{ name: drawn, images: 5, least: 2 }, { name: archive, "
                + "url: there }]").ShouldSatisfyAllConditions(
            order => order.Source.ShouldBe(new Archive { Url = "here" }),
            order => order.More.ShouldBe([new Drawn { Images = 5, Least = 2 }, new Archive { Url = "there" }]));
    }

    [Theory]
    [InlineData("source: { images: 5 }", 3)]
    [InlineData("source: { name: drawn, images: 5 }", 3)]
    [InlineData("source:", 3)]
    public void Section_without_a_name_keeps_the_default_s(string yaml, int least) =>
        Read(yaml).Source.ShouldBeOfType<Drawn>().Least.ShouldBe(least);

    [Fact]
    public void Name_may_be_set_where_the_other_s_keys_are_taken_back() =>
        Read("source: { name: archive, url: here }", "source.name=drawn", "source.url=null").Source.ShouldBe(new Drawn());

    [Theory]
    [InlineData("source: { name: archiv, url: here }", "source.name: 'archiv' is not allowed; nearest is 'archive' (allowed: "
        + "archive, drawn)")]
    [InlineData("source: { name: archive, url: here, images: 5 }", "source.images: is for drawn, not for archive: leave it out "
        + "(with --set: source.images=null)")]
    [InlineData("source: { name: archive, ulr: here }", "source.ulr: unknown; nearest is 'url' (allowed: name, url, least)")]
    [InlineData("source: { name: archive }", "source.url: is missing; expected text")]
    [InlineData("source: { name: drawn, images: 0 }", "source.images: 0 is below 1")]
    [InlineData("source: { name: drawn, least: 11 }", "source.least: more than images")]
    [InlineData("source: { name: [a] }", "source.name: is a list of 1; expected text")]
    [InlineData("source: archive", "source: 'archive' is a single value; expected a section with name, one of archive, drawn")]
    [InlineData("more: [{ images: 5 }]", "more.0.name: is missing; expected one of archive, drawn")]
    public void What_is_wrong_is_named(string yaml, string message) => Should.Throw<ConfigurationException>(() =>
        Read(yaml)).Message.ShouldContain(message);

    [Fact]
    public void Written_sections_are_read_as_the_same()
    {
        var order = new Order { Source = new Archive { Url = "a: b", Least = 7 }, More = [new Drawn { Images = 5 }] };

        ConfigurationWriter.Write(order).ShouldBe(
            "source:\n  name: archive\n  url: \"a: b\"\n  least: 7\nmore:\n  -\n    name: drawn\n    images: 5\n    least: 3\n");
        Read(ConfigurationWriter.Write(order)).ShouldSatisfyAllConditions(
            read => read.Source.ShouldBe(order.Source), read => read.More.ShouldBe(order.More));
    }

    [Fact]
    public void Parameters_of_a_stage_have_the_name_and_nothing_that_follows()
    {
        Source source = new Archive { Url = "here" };
        byte[] json = StageJson.Write(source, typeof(Source), withLocations: true);

        CanonicalJson.Bytes(JsonElement.Parse(json)).ShouldBe("""{"least":3,"name":"archive","url":"here"}"""u8.ToArray());
        StageJson.Read(JsonElement.Parse(CanonicalJson.Bytes(JsonElement.Parse(json))), typeof(Source)).ShouldBe(source);
        CanonicalJson.Bytes(JsonElement.Parse(StageJson.Write(source, typeof(Source), withLocations: false))).ShouldBe(
            """{"least":3,"name":"archive"}"""u8.ToArray());
    }

    private static Order Read(string yaml, params string[] overrides) => ConfigurationReader.Read<Order>(yaml, "order.yaml", overrides);

    public sealed record Order
    {
        public Source Source { get; init; } = new Drawn();

        public IReadOnlyList<Source> More { get; init; } = [];
    }

    public abstract record Source : INamed
    {
        public abstract string Name { get; }

        public abstract string Title { get; }

        public int Least { get; init; } = 3;
    }

    public sealed record Archive : Source
    {
        public override string Name => "archive";

        public override string Title => $"of {Url}";

        [Location]
        public required string Url { get; init; }
    }

    public sealed record Drawn : Source, IValidatableObject
    {
        public override string Name => "drawn";

        public override string Title => "drawn";

        [Range(1, 100)]
        public int Images { get; init; } = 10;

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Least > Images)
            {
                yield return new ValidationResult("more than images", [nameof(Least)]);
            }
        }
    }
}
