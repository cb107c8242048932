using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Storage;

/// <summary>
/// Whatever a store holds, its readers touch nothing outside it, and end with a <see cref="StoreException"/> or not at all. A hundred
/// stores are tried; <c>CsCheck_Iter=3000 dotnet test</c> tries as many.
/// </summary>
public sealed class MutatedStoreTests
{
    private const string Victim = "w/victim.json";

    /// <summary>JSON to put in the place of a value.</summary>
    private static readonly string[] Values =
    [
        "null", "[]", "{}", "\"\"", "-1", "0.5", "1e999", "-1e999", "9223372036854775807", "18446744073709551616", "true", "[null]", "[[]]", "{\"a\":null}", "{\"\":{}}",
        "\"../../w/victim\"", "\"../../../w/escaped.txt\"", "\"/tmp/ttca-escaped\"", "\"C:\\\\escaped\"", "\"..\"", "\".\"", "\"a\\u0000b\"", "\"a\\nb\"", "\"CON\"",
        "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00+14:00\"", $"\"{new string('0', 64)}\"", $"\"{new string('x', 5000)}\"", $"{new string('[', 200)}{new string(']', 200)}",
    ];

    /// <summary>Names to move a file to.</summary>
    private static readonly string[] Names =
    [
        " (copy).json",
        "x.json",
        "..json",
        ".json",
        new string('0', 64) + ".json",
        new string('0', 64),
        "a\nb.json",
        "~",
        "CON",
    ];

    private enum Mutation
    {
        Value,
        Member,
        Twice,
        Bytes,
        Name,
        Folder,
        Link,
        Empty,
    }

    [Fact]
    public async Task Mutated_store_makes_no_reader_touch_anything_else_or_throw_anything_but_a_store_exception()
    {
        using var model = new ToyRun();
        var result = await model.RunAsync(Chain());
        model.Store.WriteRun(RunOf(result));
        ArtifactExport.To(model.PathOf("results"), model.Store, [result.Nodes[2].Action!.Stored]);
        var files = Directory.GetFiles(model.StoreFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetRelativePath(model.Folder.FullName, path), File.ReadAllBytes);

        Gen.Select(
            Gen.Int[0, files.Count - 1], Gen.Enum<Mutation>(), Gen.Int[0, 10_000], Gen.Int[0, 10_000]).Array[1, 3].Sample(mutations =>
        {
            using var toy = new ToyRun { Jobs = 1 };
            Directory.CreateDirectory(toy.PathOf("w"));
            File.WriteAllText(toy.PathOf(Victim), "precious");
            File.Copy(model.PathOf("results/number.txt"), toy.PathOf("number.txt"));
            foreach (var (name, bytes) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(toy.PathOf(name))!);
                File.WriteAllBytes(toy.PathOf(name), bytes);
            }

            foreach (var (file, mutation, where, what) in mutations)
            {
                Apply(mutation, toy.PathOf(files.Keys.ElementAt(file)), where, what, toy.PathOf(Victim));
            }

            ReadAll(toy, result);
            return File.ReadAllText(toy.PathOf(Victim)) == "precious"
                && Directory.GetFileSystemEntries(toy.Folder.FullName, "*")
                    .Select(path => Path.GetFileName(path)!)
                    .Order()
                    .SequenceEqual(["number.txt", "store", "w"])
                && Directory.GetFileSystemEntries(toy.PathOf("w")).Length == 1
                && !Path.Exists("/tmp/ttca-escaped");
        }, threads: 1, print: mutations => string.Join(
            ", ", mutations.Select(one => $"{files.Keys.ElementAt(one.Item1)} {one.Item2} {one.Item3} {one.Item4}")));
    }

    /// <summary>Every reader by itself: one that refuses must not spare the others.</summary>
    private static void ReadAll(ToyRun toy, RunResult result)
    {
        var nodes = result.Nodes.Select(node => node.Node).ToList();
        Action<ArtifactStore>[] readers =
        [
            store => store.Actions(),
            store => store.Runs(),
            store => result.Nodes.ToList().ForEach(node => store.Find(node.Action!.Key, _ => { })),
            store => result.Nodes.ToList().ForEach(node => store.FindDamage(node.Action!.Stored.Artifact)),
            store => store.CodeOf(ToyRun.Fingerprint("1")),
            store => RunEstimate.Of(nodes, new NodeCosts(store.Actions(), "cpu"), jobs: 1),
            store => PlanStatus.Of(Chain().Build(), store, toy.Keys, new Lazy<IReadOnlyList<ActionRecord>>(store.Actions)),
            store => PlanStatus.Of(Chain(amount: 11).Build(), store, toy.Keys, new Lazy<IReadOnlyList<ActionRecord>>(store.Actions)),
            store => ArtifactTrace.Of(toy.PathOf("number.txt"), store).ToJson(),
            store => GarbageCollector.Run(store, keep: 1, TimeSpan.Zero, isRehearsal: true),
            store => StoreVerification.Run(store),
            store => GarbageCollector.Run(store, keep: 1, TimeSpan.Zero, isRehearsal: false),
            StoreCleaning.Run,
        ];
        foreach (var read in readers)
        {
            try
            {
                read(toy.Store);
            }
            catch (StoreException)
            {
                // It says what is wrong.
            }
        }
    }

    private static void Apply(Mutation mutation, string path, int where, int what, string victim)
    {
        if (!File.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            return;     // an earlier one moved or replaced it
        }

        switch (mutation)
        {
            case Mutation.Bytes when File.ReadAllBytes(path) is { Length: > 0 } bytes:
                bytes[where % bytes.Length] ^= (byte)(1 << (what % 8));
                File.WriteAllBytes(path, bytes);
                break;
            case Mutation.Name:
                File.Move(path, Path.Combine(Path.GetDirectoryName(path)!, Names[what % Names.Length]), overwrite: true);
                break;
            case Mutation.Folder:
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
            case Mutation.Link:
                File.Delete(path);
                File.CreateSymbolicLink(path, what % 2 == 0 ? victim : Path.GetDirectoryName(victim)!);
                break;
            case Mutation.Empty:
                File.WriteAllBytes(path, []);
                break;
            default:
                if (path.EndsWith(".json", StringComparison.Ordinal) && new FileInfo(path).Length > 0)
                {
                    Resealed.Edit(path, json => Mutate(json, mutation, where, Values[what % Values.Length]));
                }

                break;
        }
    }

    /// <summary>One value replaced, one member gone, or one there twice; the seal is right all the same.</summary>
    private static string Mutate(string json, Mutation mutation, int where, string value)
    {
        const string Mark = "\"#mark#\"";
        if (ParsedOrNull(json) is not { } root || Below(root).ToList() is not { Count: > 0 } values)
        {
            return json;    // an earlier one left nothing to change
        }

        var chosen = values[where % values.Count];
        if (mutation == Mutation.Member && chosen.Parent is JsonObject parent)
        {
            parent.Remove(chosen.GetPropertyName());
            return root.ToJsonString();
        }

        var before = chosen.ToJsonString();
        var name = chosen.Parent is JsonObject ? $",{JsonSerializer.Serialize(chosen.GetPropertyName())}:" : ",";
        chosen.ReplaceWith(JsonValue.Create("#mark#"));
        return root.ToJsonString().Replace(Mark, mutation == Mutation.Twice ? before + name + value : value, StringComparison.Ordinal);
    }

    private static JsonNode? ParsedOrNull(string json)
    {
        try
        {
            return JsonNode.Parse(json, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(value => Below(value).Prepend(value)),
        JsonArray items => items.OfType<JsonNode>().SelectMany(value => Below(value).Prepend(value)),
        _ => [],
    };

    private static RunRecord RunOf(RunResult result) => new()
    {
        Experiment = "toy",
        Command = "run",
        Finished = DateTimeOffset.UnixEpoch,
        IsWhole = true,
        Nodes = [.. result.Nodes.Select(node => new RunNode(node.Node.Id, node.Node.StageName, node.Action!.Key))],
    };

    /// <summary>Source 5123 -> RoundDown(10) 5120 -> Add 5130.</summary>
    private static PlanBuilder Chain(int amount = 10)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        plan.Add(new Add(amount) { To = plan.Add(new RoundDown(10) { Of = plan.Add(new Source(new SourceParameters { Value = 5123 })) }) });
        return plan;
    }
}
