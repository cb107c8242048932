using Ttca.Parameters;
namespace Ttca.Pipeline.Tests.Code;

/// <summary>What code uses without naming it: members and types found by name, by a serialiser, or through a package.</summary>
public sealed class CodeReflectionTests
{
    private const string Source = """
        using System;
        using System.IO;
        using System.Runtime.CompilerServices;
        using System.Text.Json;

        public sealed class Untyped { public int Number => 1007; }

        public sealed class UntypedStage { public string Run() { object row = new Untyped(); return JsonSerializer.Serialize(row, row.GetType()); } }

        public sealed class Envelope { public object? Content { get; set; } }

        public sealed class Letter { public int Number => 1008; }

        public sealed class EnvelopeStage { public string Run() => JsonSerializer.Serialize(new Envelope { Content = new Letter() }); }

        public sealed class ByName { public int Compute() => 1009; }

        public sealed class ByNameStage { public object? Run() => Call(new ByName()); static object? Call(object o) => o.GetType().GetMethod("Compute")!.Invoke(o, null); }

        public sealed class Dynamic { public int Compute() => 1010; }

        public sealed class DynamicStage { public object Run() { dynamic d = new Dynamic(); return d.Compute(); } }

        public class Parent { public int Inherited() => 1012; }

        public sealed class Child : Parent;

        public sealed class InheritedReflectionStage { public object? Run() => Use(typeof(Child)); static object? Use(Type type) => Activator.CreateInstance(type); }

        public sealed class Sealed { private int Secret() => 1013; }

        public sealed class AccessorStage
        {
            public int Run() => Secret(new Sealed());

            [UnsafeAccessor(UnsafeAccessorKind.Method)]
            static extern int Secret(Sealed it);
        }

        public sealed class Optional(int count = 1014) { public int Count { get; } = count; }

        public sealed class OptionalStage { public Optional? Run() => JsonSerializer.Deserialize<Optional>("{}"); }

        file sealed class FileRow { public int Number => 1015; }

        public sealed class FileRowStage { public string Run() => JsonSerializer.Serialize(new FileRow()); }

        public sealed class Tagged : Attribute { public Tagged(int n) => Number = n; public int Number { get; } }

        [Tagged(1017)]
        public sealed class WithTag;

        public sealed class AttributeStage { public object? Run() => Attribute.GetCustomAttribute(typeof(WithTag), typeof(Tagged)); }

        public sealed class ChoiceStage { public Stream? Run(bool dark) => typeof(Child).Assembly.GetManifestResourceStream(dark ? "dark.txt" : "light.txt"); }
        """;

    [Theory]
    [InlineData("getter that a serialiser calls on an object of unknown type", 1007, "UntypedStage")]
    [InlineData("getter that a serialiser calls on the value of an object property", 1008, "EnvelopeStage")]
    [InlineData("method found by name", 1009, "ByNameStage")]
    [InlineData("method of a dynamic object", 1010, "DynamicStage")]
    [InlineData("inherited method of a type that is handed out", 1012, "InheritedReflectionStage")]
    [InlineData("private method behind an accessor", 1013, "AccessorStage")]
    [InlineData("default of a constructor's parameter", 1014, "OptionalStage")]
    [InlineData("getter of a type that its file alone sees", 1015, "FileRowStage")]
    [InlineData("argument of an attribute", 1017, "AttributeStage")]
    public void Of_change_that_reflection_finds_changes_exactly_the_stages_that_reach_it(string what, int number, params string[] stages)
    {
        what.ShouldNotBeEmpty();
        CompiledFixture.Changed(Source, Source.Replace($"{number}", $"{number + 1000}", StringComparison.Ordinal)).ShouldBe(stages);
    }

    [Fact]
    public void Of_changed_type_that_is_found_by_looking_through_the_assembly_changes_the_stage_that_looks()
    {
        const string Scanning = """
            using System;
            using System.Linq;

            public interface IPlugin { int Load(); }

            public sealed class Plugin : IPlugin { public int Load() => 1011; }

            public sealed class ScanStage
            {
                public int Run() => GetType().Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IPlugin))).Sum(t => ((IPlugin)Activator.CreateInstance(t)!).Load());
            }

            public sealed class OtherStage { public int Run() => 1; }
            """;

        CompiledFixture.Changed(Scanning, Scanning.Replace("1011", "1012", StringComparison.Ordinal)).ShouldBe(["ScanStage"]);
    }

    [Theory]
    [InlineData("getter of a parameter", 1018, "AskingStage", "HoldingStage")]
    [InlineData("override", 1019, "AskingStage", "HoldingStage")]
    [InlineData("default of a parameter", 1020, "AskingStage", "HoldingStage")]
    public void Of_change_to_what_is_made_by_its_name_changes_the_stages_that_hold_or_look_for_it(
        string what, int number, params string[] stages)
    {
        const string Named = """
            using System;
            using System.Collections.Generic;

            namespace Ttca.Parameters
            {
                public interface INamed { string Name { get; } }

                public static class Implementations { public static IReadOnlyDictionary<string, T> Of<T>() where T : INamed => throw new Exception(); }
            }

            public abstract record Shape : Ttca.Parameters.INamed
            {
                public abstract string Name { get; }
                public abstract int Area();
            }

            public sealed record Square : Shape
            {
                public override string Name => "square";
                public int Side { get => field + 1018; init; } = 1020;
                public override int Area() => 1019;
            }

            public sealed record HoldingStage(Shape Shape) { public int Run() => Shape.Area(); }

            public sealed class AskingStage { public int Run() => Ttca.Parameters.Implementations.Of<Shape>().Count; }

            public sealed record Circle : Shape
            {
                public override string Name => "circle";
                public override int Area() => 3;
            }

            public sealed class OtherStage { public int Run() => new Circle().Area(); }
            """;

        what.ShouldNotBeEmpty();
        CompiledFixture.Changed(Named, Named.Replace($"{number}", $"{number + 1000}", StringComparison.Ordinal)).ShouldBe(stages);
    }

    [Theory]
    [InlineData("dark.txt")]
    [InlineData("light.txt")]
    public void Of_changed_resource_that_is_one_of_two_changes_exactly_the_stage_that_chooses(string name)
    {
        var before = CompiledFixture.Of(Source, ("dark.txt", [1]), ("light.txt", [1]));
        var after = CompiledFixture.Of(
            Source, ("dark.txt", [(byte)(name == "dark.txt" ? 2 : 1)]), ("light.txt", [(byte)(name == "light.txt" ? 2 : 1)]));

        before.Keys.Where(stage => before[stage] != after[stage]).ShouldBe(["ChoiceStage"]);
    }

    [Fact]
    public void Of_other_version_of_a_package_s_own_package_changes_exactly_the_stages_that_use_it()
    {
        var before = WithPackages("1.2.3");
        var after = WithPackages("1.2.4");

        before.Keys.Where(stage => before[stage] != after[stage]).ShouldBe(["UserStage"]);

        static SortedDictionary<string, string> WithPackages(string version)
        {
            using var fixture = new CompiledFixture();
            return fixture
                .Add(
                    "Inner",
                    $"[assembly: System.Reflection.AssemblyInformationalVersion(\"{version}\")] public static class Inner {{ public "
                        + $"static int Call() => 1; }}")
                .Add("Outer", "public static class Outer { public static int Call() => Inner.Call(); }")
                .Add(
                    "Fixture",
                    "public sealed class UserStage { public int Run() => Outer.Call(); } public sealed class OtherStage { public "
                        + "int Run() => 1; }")
                .Fingerprints();
        }
    }
}
