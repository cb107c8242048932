using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Ttca.Pipeline.Tests.Keys;

public sealed class CanonicalJsonTests
{
    /// <summary>Any JSON without duplicate names, three levels deep.</summary>
    private static readonly Gen<JsonNode?> AnyJson = Gen.Recursive<JsonNode?>((depth, inner) =>
    {
        var leaf = Gen.OneOf(
            Gen.Const((JsonNode?)null),
            Gen.Bool.Select(value => (JsonNode?)value),
            Gen.Long.Select(value => (JsonNode?)value),
            Gen.Double[-1e300, 1e300].Select(value => (JsonNode?)value),
            Gen.String[Gen.Char['a', 'ü'], 0, 6].Select(value => (JsonNode?)value));
        return depth == 3
            ? leaf
            : Gen.OneOf(
                leaf,
                inner.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
                Gen.Dictionary(Gen.String[Gen.Char['a', 'f'], 1, 3], inner)[0, 4].Select(members => (JsonNode?)new JsonObject(
                    members.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))));
    });

    [Theory]
    [InlineData("""{"b":1,"a":{"d":[3,1,2],"c":null}}""", """{"a":{"c":null,"d":[3,1,2]},"b":1}""")]
    [InlineData("""{ "a" : 1.0, "b": 1e3, "c": 0.10, "d": -0.0 }""", """{"a":1,"b":1000,"c":0.1,"d":0}""")]
    [InlineData("""{"Z":1,"a":2,"-":3}""", """{"-":3,"Z":1,"a":2}""")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("\"\\u00fc\\u003c\\n\"", "\"ü<\\n\"")]
    public void Bytes_of_known_json(string json, string expected) => Canonical(json).ShouldBe(expected);

    [Fact]
    public void Bytes_do_not_depend_on_the_order_of_names() => AnyJson.Sample(json =>
        Canonical(Text(Reversed(json))) == Canonical(Text(json)));

    [Fact]
    public void Bytes_of_canonical_json_are_its_own() => AnyJson.Sample(json =>
        Canonical(Canonical(Text(json))) == Canonical(Text(json)));

    [Fact]
    public void Bytes_keep_every_value() => AnyJson.Sample(json =>
        JsonNode.DeepEquals(JsonNode.Parse(Canonical(Text(json))), JsonNode.Parse(Text(json))));

    /// <summary>Expected: <c>printf '{"a":1,"b":[true]}' | sha256sum</c>.</summary>
    [Fact]
    public void Hash_is_the_sha256_of_the_canonical_text() =>
        CanonicalJson.Hash(JsonNode.Parse("""{ "b": [true], "a": 1 }""")!).ShouldBe(
            "90eddf64b875cb5fa184bb12503cc7309b6ce21b175521a80bd8d83082bae604");

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Bytes(document.RootElement));
    }

    private static string Text(JsonNode? json) => json?.ToJsonString() ?? "null";

    private static JsonNode? Reversed(JsonNode? json) => json switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, Reversed(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Reversed)]),
        _ => json?.DeepClone(),
    };
}
