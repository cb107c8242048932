namespace Ttca.Pipeline.Tests.Code;

/// <summary>What re-runs a stage and what doesn't: each case changes one thing in the source of several stages.</summary>
public sealed class CodeFingerprintTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Linq;

        public static class Constants
        {
            public const int Steps = 200;
            public const int Seldom = 1;
        }

        public static class Helpers
        {
            private static readonly int[] Table = { 1, 2, 3 };
            private static readonly Dictionary<string, int> Names = new() { ["one"] = 1 };

            public static int Near(int x) => Far(x) + 1;

            private static int Far(int x) => x * 3;

            public static int Other(int x) => x - 7;

            public static int Lookup(int i) => Statics.Table[i];

            public static IEnumerable<int> Squares(int n)
            {
                for (var i = 0; i < n; i++) yield return i * i;
            }

            public static int Sum(IEnumerable<int> items)
            {
                var offset = 5;
                return items.Where(item => item > offset).Select(item => item * 2).Sum();
            }
        }

        public static class Statics
        {
            public static readonly int[] Table = { 10, 20, 30 };
        }

        public abstract class Base
        {
            public int Template(int x) => Core(x) + 100;

            protected abstract int Core(int x);
        }

        public sealed class Derived : Base
        {
            protected override int Core(int x) => x + 11;
        }

        public interface IShape { double Area(); }

        public sealed class Square : IShape { public double Area() => 4.0; }

        public sealed class Circle : IShape { public double Area() => 3.14; }

        public sealed class Box<T> where T : IShape, new()
        {
            public double Area() => new T().Area();
        }

        public sealed record Parameters
        {
            public int Epochs { get; init; } = 8;

            public double Rate { get; init; } = 0.1;
        }

        public sealed class ConstantStage { public int Run() => Constants.Steps; }

        public sealed class HelperStage { public int Run() => Helpers.Near(1); }

        public sealed class BaseStage { public int Run() => new Derived().Template(2); }

        public sealed class GenericStage { public double Run() => new Box<Square>().Area(); }

        public sealed class CircleStage { public double Run() { IShape shape = new Circle(); return shape.Area(); } }

        public sealed class LambdaStage { public int Run() => Helpers.Sum(Helpers.Squares(4)); }

        public sealed class StaticStage { public int Run() => Helpers.Lookup(1); }

        public sealed record RecordStage(Parameters Parameters) { public int Run() => Parameters.Epochs; }
        """;

    [Theory]
    [InlineData("comment", "public static int Near", "/* nearer */ // and nearer\n public static int Near")]
    [InlineData("whitespace", "Far(x) + 1", "Far ( x )\n\n   +   1")]
    [InlineData("renamed local", "var offset = 5;\n        return items.Where(item => item "
        + "> offset)", "var shift = 5;\n        return items.Where(it => it > shift)")]
    [InlineData("renamed loop variable of an iterator", "for (var i = 0; i < n; i++) yield return i * i;", "for (var k = 0; k < n; k++) yield return k * k;")]
    [InlineData("renamed parameter", "Far(int x) => x * 3", "Far(int y) => y * 3")]
    [InlineData("attribute for tools", "public static int Near", "[Obsolete(\"no\")] public static int Near")]
    [InlineData("unreached helper edited", "x - 7", "x - 8")]
    [InlineData("unreached helper added", "public static int Other", "public static int Another(int x) => x + 9; public static int Other")]
    [InlineData("unreached constant", "Seldom = 1", "Seldom = 2")]
    [InlineData("unreached class", "public interface IShape", "public class Unused { public int X = 1; } public interface IShape")]
    [InlineData("lambda added before the others", "public static int Near", "public static Func<int, int> Added() => q => q + 1; "
        + "public static int Near")]
    [InlineData("anonymous type added before", "public static class Constants", "public static class First { public static object "
        + "X() => new { A = 1 }; } public static class Constants")]
    [InlineData("nothing but line ends", "\n", "\r\n")]
    public void Of_change_without_effect_keeps_every_fingerprint(string change, string old, string @new)
    {
        change.ShouldNotBeEmpty();
        CompiledFixture.Changed(Source, Edit(Source, old, @new)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("public static int Near(int x) => Far(x) + 1;", "public static int Other(int x) => x - 7;")]
    [InlineData("public static int Lookup(int i) => Statics.Table[i];", "private static int Far(int x) => x * 3;")]
    [InlineData("private static readonly int[] Table = { 1, 2, 3 };", "private static readonly Dictionary<string, int> Names = "
        + "new() { [\"one\"] = 1 };")]
    [InlineData("public int Epochs { get; init; } = 8;", "public double Rate { get; init; } = 0.1;")]
    [InlineData("public int Template(int x) => Core(x) + 100;", "protected abstract int Core(int x);")]
    [InlineData("public sealed class Square : IShape { public double Area() "
        + "=> 4.0; }", "public sealed class Circle : IShape { public double Area() => 3.14; }")]
    [InlineData("public static int Near(int x) => Far(x) + 1;", "var offset = 5;\n        return items.Where(item => item > "
        + "offset).Select(item => item * 2).Sum();\n    }")]
    public void Of_reordered_members_keeps_every_fingerprint(string first, string second)
    {
        if (second.StartsWith("var", StringComparison.Ordinal))
        {
            second = "    public static int Sum(IEnumerable<int> items)\n    {\n        " + second;
        }

        var swapped = Edit(Edit(Edit(Source, first, "@@"), second, first), "@@", second);

        CompiledFixture.Changed(Source, swapped).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("changed constant", "Steps = 200", "Steps = 201", "ConstantStage")]
    [InlineData("helper two calls deep", "x * 3", "x * 4", "HelperStage")]
    [InlineData("base class", "Core(x) + 100", "Core(x) + 101", "BaseStage")]
    [InlineData("override", "x + 11", "x + 12", "BaseStage")]
    [InlineData("generic instantiation", "new Box<Square>", "new Box<Circle>", "GenericStage")]
    [InlineData("generic argument's implementation", "4.0", "4.5", "GenericStage")]
    [InlineData("implementer that the stage creates", "3.14", "3.15", "CircleStage")]
    [InlineData("lambda body", "item * 2", "item * 3", "LambdaStage")]
    [InlineData("captured local", "offset = 5", "offset = 6", "LambdaStage")]
    [InlineData("iterator body", "i * i", "i * i * i", "LambdaStage")]
    [InlineData("static initialiser", "{ 10, 20, 30 }", "{ 10, 21, 30 }", "StaticStage")]
    [InlineData("default of a parameter", "= 8", "= 9", "RecordStage")]
    [InlineData("renamed parameter of the stage", "Rate", "Speed", "RecordStage")]
    public void Of_change_with_effect_changes_exactly_the_stages_that_reach_it(
        string change, string old, string @new, params string[] stages)
    {
        change.ShouldNotBeEmpty();
        CompiledFixture.Changed(Source, Edit(Source, old, @new)).ShouldBe(stages);
    }

    private static string Edit(string source, string old, string @new)
    {
        source.ShouldContain(old, Case.Sensitive);
        return source.Replace(old, @new, StringComparison.Ordinal);
    }
}
