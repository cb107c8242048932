using System.Text;

namespace Ttca.Pipeline.Tests.Code;

/// <summary>Where code can hide: in other assemblies, resources, libraries that call back, generated classes, reflection.</summary>
public sealed class CodeReachTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Threading.Tasks;

        public enum Mode { Slow, Fast }

        public sealed class Printed { public override string ToString() => "printed"; }

        public sealed class Hidden { public int Value { get; set; } = 3; public int Unused() => 4; }

        public sealed class Made { public int Value { get; } = 5; }

        public sealed class Row { public int First { get; init; } public string? Second { get; init; } }

        public interface ICounter { static abstract int Start { get; } }

        public sealed class FromSix : ICounter { public static int Start => 6; }

        public class Shaper { public virtual int Shape() => 21; }

        public sealed class RoundShaper : Shaper { public override int Shape() => 22; }

        public interface IGreeter { int Greet() => 23; }

        public sealed class Greeter : IGreeter;

        public sealed record Settings { public int Count { get; init; } = 1; public string Name { get; init; } = "a"; }

        public static class Work
        {
            public static async Task<int> Slowly(int n) { await Task.Yield(); return n + 31; }

            public static int Recursive(int n) { return Down(n); int Down(int k) => k <= 0 ? 41 : Down(k - 1); }

            public static int Kind(string text) => text switch { "alpha" => 1, "beta" => 2, "gamma" => 3, "delta" => 4, "epsilon" => 5, "zeta" => 6, "eta" => 7, _ => 51 };

            public static ReadOnlySpan<int> Primes => [2, 3, 5, 7, 11, 13, 17, 19];

            public static int Start<T>() where T : ICounter => T.Start;
        }

        public sealed class PrintStage { public string Run() => $"{new Printed()}"; }

        public sealed class JsonStage { public string Run() => JsonSerializer.Serialize(new Row()); }

        public sealed class ReflectionStage { public object? Run() => Activator.CreateInstance(typeof(Hidden)); }

        public sealed class MadeStage { public object Run() => Activator.CreateInstance<Made>(); }

        public sealed class CounterStage { public int Run() => Work.Start<FromSix>(); }

        public sealed class VirtualStage { public int Run() { Shaper shaper = new RoundShaper(); return shaper.Shape(); } }

        public sealed class DefaultStage { public int Run() { IGreeter greeter = new Greeter(); return greeter.Greet(); } }

        public sealed class AsyncStage { public int Run() => Work.Slowly(1).Result; }

        public sealed class LocalStage { public int Run() => Work.Recursive(1); }

        public sealed class SwitchStage { public int Run() => Work.Kind("beta"); }

        public sealed class DataStage { public int Run() => Work.Primes[2]; }

        public sealed class EnumStage { public string Run() => Mode.Fast.ToString(); }

        public sealed record SettingsStage(Settings Settings) { public int Run() => Settings.Count; }

        public sealed class PictureStage { public Stream? Run() => typeof(Work).Assembly.GetManifestResourceStream("picture.txt"); }

        public sealed class AnyStage { public Stream? Run(string name) => GetType().Assembly.GetManifestResourceStream(name); }
        """;

    [Theory]
    [InlineData("\"printed\"", "\"painted\"", "PrintStage")]
    [InlineData("int First", "long First", "JsonStage")]
    [InlineData("public int First", "[JsonPropertyName(\"f\")] public int First", "JsonStage")]
    [InlineData("= 3;", "= 4;", "ReflectionStage")]
    [InlineData("=> 4;", "=> 5;", "ReflectionStage")]
    [InlineData("= 5;", "= 6;", "MadeStage")]
    [InlineData("Start => 6", "Start => 7", "CounterStage")]
    [InlineData("=> 22", "=> 23", "VirtualStage")]
    [InlineData("Greet() => 23", "Greet() => 24", "DefaultStage")]
    [InlineData("n + 31", "n + 32", "AsyncStage")]
    [InlineData("? 41", "? 42", "LocalStage")]
    [InlineData("51 }", "52 }", "SwitchStage")]
    [InlineData("17, 19]", "17, 23]", "DataStage")]
    [InlineData("Slow, Fast", "Slow, Fast, Faster", "EnumStage")]
    [InlineData("Count { get; init; } = 1", "Count { get; init; } = 2", "SettingsStage")]
    public void Of_hidden_change_changes_exactly_the_stages_that_reach_it(string old, string @new, params string[] stages) =>
        CompiledFixture.Changed(Source, Source.Replace(old, @new, StringComparison.Ordinal)).ShouldBe(stages);

    [Theory]
    [InlineData("public int Count { get; init; } = 1; public string Name { get; init; "
        + "} = \"a\";", "public string Name { get; init; } = \"a\"; public int Count { get; init; } = 1;")]
    [InlineData("public int First { get; init; } public string? Second { "
        + "get; init; }", "public string? Second { get; init; } public int First { get; init; }")]
    [InlineData("public static class Work\n{", "public static class Work\n{ public static async Task<int> Added(int n) { int "
        + "Inner(int z) => z + n; await Task.Yield(); return Inner(1); }")]
    [InlineData("Down", "Descend")]
    public void Of_change_without_effect_keeps_every_fingerprint(string old, string @new) =>
        CompiledFixture.Changed(Source, Source.ReplaceLineEndings("\n").Replace(old, @new, StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Of_changed_resource_changes_exactly_the_stages_that_open_it()
    {
        var before = CompiledFixture.Of(Source, Resource("picture.txt", "red"), Resource("other.txt", "1"));
        var picture = CompiledFixture.Of(Source, Resource("picture.txt", "blue"), Resource("other.txt", "1"));
        var other = CompiledFixture.Of(Source, Resource("picture.txt", "red"), Resource("other.txt", "2"));

        Differences(before, picture).ShouldBe(["AnyStage", "PictureStage"]);
        Differences(before, other).ShouldBe(["AnyStage"]);
    }

    [Fact]
    public void Of_other_version_of_a_package_changes_exactly_the_stages_that_use_it() =>
        Differences(WithPackage("1.2.3"), WithPackage("1.2.4")).ShouldBe(["UserStage"]);

    [Fact]
    public void Of_changed_library_of_ours_changes_exactly_the_stages_that_call_into_it() =>
        Differences(WithLibrary("x + 1"), WithLibrary("x + 2")).ShouldBe(["UserStage"]);

    [Fact]
    public void Parts_names_the_type_that_changed()
    {
        using var before = new CompiledFixture().Add("Fixture", Source);
        using var after = new CompiledFixture().Add("Fixture", Source.Replace("n + 31", "n + 32", StringComparison.Ordinal));
        using var first = before.Fingerprint();
        using var second = after.Fingerprint();

        var old = first.Parts(before.Find("AsyncStage"), []);
        var @new = second.Parts(after.Find("AsyncStage"), []);

        old.Keys.ShouldBe(@new.Keys);
        old.Where(part => @new[part.Key] != part.Value).Select(part => part.Key).ShouldBe(["Work"]);
    }

    [Fact]
    public void Of_codec_counts_as_code_of_the_stage()
    {
        const string Codec = "public sealed class PlainStage; public sealed class Codec { public int Read() => 1; }";
        OfPlain(Codec).ShouldNotBe(OfPlain(Codec.Replace("=> 1", "=> 2", StringComparison.Ordinal)));

        static string OfPlain(string source)
        {
            using var fixture = new CompiledFixture().Add("Fixture", source);
            using var fingerprint = fixture.Fingerprint();
            return fingerprint.Of(fixture.Find("PlainStage"), [fixture.Find("Codec")]);
        }
    }

    private static (string Name, byte[] Content) Resource(string name, string content) => (name, Encoding.UTF8.GetBytes(content));

    private static SortedDictionary<string, string> WithPackage(string version)
    {
        using var fixture = new CompiledFixture();
        return fixture
            .Add(
                "Package",
                $"[assembly: System.Reflection.AssemblyInformationalVersion(\"{version}\")] public static class Api {{ public "
                    + $"static int Call() => 1; }}")
            .Add(
                "Fixture",
                "public sealed class UserStage { public int Run() => Api.Call(); } public sealed class OtherStage { public int "
                    + "Run() => 1; }")
            .Fingerprints();
    }

    private static SortedDictionary<string, string> WithLibrary(string body)
    {
        using var fixture = new CompiledFixture();
        return fixture
            .Add(
                "Fixture.Library",
                $"public static class Api {{ public static int Call(int x) => Inner(x); static int Inner(int x) => {body}; public "
                    + $"static int Other() => 1; }}")
            .Add(
                "Fixture",
                "public sealed class UserStage { public int Run() => Api.Call(1); } public sealed class OtherStage { public int "
                    + "Run() => Api.Other(); }")
            .Fingerprints();
    }

    private static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before.Where(stage => after[stage.Key] != stage.Value).Select(stage => stage.Key);
}
