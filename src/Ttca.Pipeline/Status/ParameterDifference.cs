using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>
/// How two values of a parameter differ, in words for people. Of lists it says what was added and removed, by name; of an entry that only
/// changed, what changed in it. An entry is called by its own plain values: <c>collective-size members 7</c>.
/// </summary>
internal static class ParameterDifference
{
    /// <summary>Entries that a line names, and lines about one parameter; of more, it says how many.</summary>
    private const int Most = 3;

    /// <summary>Characters of a value that are shown.</summary>
    private const int Longest = 60;

    /// <param name="name">Of the parameter.</param>
    /// <param name="before">A leaf of the parameters as <see cref="NodeLabels.Leaves"/> gives it: text, or a list as JSON.</param>
    /// <param name="now">Likewise.</param>
    public static IEnumerable<string> Of(string name, string before, string now)
    {
        if (TryReadList(before) is not { } old || TryReadList(now) is not { } current)
        {
            return [$"{name}: {Shorten(before)} -> {Shorten(now)}"];
        }

        var lines = OfLists(name, old, current).Distinct().ToList();
        return lines.Count <= Most ? lines : [.. lines.Take(Most), $"{name}: {lines.Count - Most} more changes"];
    }

    private static List<string> OfLists(string path, JsonElement before, JsonElement now)
    {
        var removed = Without(before, now);
        var added = Without(now, before);
        if (removed.Count + added.Count == 0)
        {
            return [$"{path}: in another order"];
        }

        var lines = new List<string>();
        foreach (var old in removed.Where(entry => entry.ValueKind == JsonValueKind.Object).ToList())
        {
            int at = added.FindIndex(entry => entry.ValueKind == JsonValueKind.Object && FirstValue(entry) == FirstValue(old));
            if (at >= 0)
            {
                lines.AddRange(OfValues(path, old, added[at]));
                removed.Remove(old);
                added.RemoveAt(at);
            }
        }

        string[] changes = [.. Named("added", added), .. Named("removed", removed)];
        return changes.Length == 0 ? lines : [.. lines, $"{path}: {string.Join(", ", changes)}"];
    }

    private static IEnumerable<string> OfValues(string path, JsonElement before, JsonElement now)
    {
        if (before.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object)
        {
            return before.EnumerateObject().Select(member => member.Name).Union(now.EnumerateObject().Select(member => member.Name))
                .SelectMany(name => OfValues($"{path}.{name}", MemberOf(before, name), MemberOf(now, name)));
        }

        return before.ValueKind == now.ValueKind && JsonElement.DeepEquals(before, now) ? []
            : before.ValueKind == JsonValueKind.Array && now.ValueKind == JsonValueKind.Array ? OfLists(path, before, now)
            : [$"{path}: {NameOf(before)} -> {NameOf(now)}"];
    }

    /// <summary>The entries of one list that the other doesn't have; of equal ones, as many as it has more.</summary>
    private static List<JsonElement> Without(JsonElement list, JsonElement other)
    {
        var left = other.EnumerateArray().Select(entry => entry.GetRawText()).CountBy(text => text).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. list
                .EnumerateArray()
                .Where(
                    entry => --System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                        left, entry.GetRawText(), out _) < 0),
        ];
    }

    private static IEnumerable<string> Named(string what, List<JsonElement> entries)
    {
        if (entries.Count > 0)
        {
            yield return $"{what} {string.Join(", ", entries.Take(Most).Select(NameOf))}"
                + $"{(entries.Count > Most ? $" and {entries.Count - Most} more" : "")}";
        }
    }

    private static string NameOf(JsonElement value)
    {
        string name = Shorten(string.Join(' ', PlainValues(value).Distinct()));
        return name.Length == 0 ? Shorten(value.GetRawText()) : name;
    }

    private static string? FirstValue(JsonElement entry) => PlainValues(entry).FirstOrDefault();

    /// <summary>The values themselves, without what is deeper within an entry.</summary>
    private static IEnumerable<string> PlainValues(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Object)
            .SelectMany(member => PlainValues(member.Value)),
        JsonValueKind.Array => value.EnumerateArray()
            .Where(entry => entry.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            .SelectMany(PlainValues),
        JsonValueKind.Null => [],
        JsonValueKind.Undefined => ["unset"],
        _ => [value.ToString()],
    };

    private static JsonElement MemberOf(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? member : default;

    private static string Shorten(string text) => text.Length <= Longest ? text : $"{text[..Longest]}...";

    private static JsonElement? TryReadList(string text)
    {
        try
        {
            return text.StartsWith('[') ? JsonSerializer.Deserialize<JsonElement>(text) : null;
        }
        catch (JsonException)
        {
            return null;    // text that only begins like one
        }
    }
}
