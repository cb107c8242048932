namespace Ttca.Pipeline.Tests.Code;

/// <summary>Where a call ends up: inherited, hidden, default and static members, and what the compiler calls by itself.</summary>
public sealed class CodeDispatchTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;

        public abstract class Template { public int Run() => Core() + 1000; protected abstract int Core(); }

        public sealed class InheritingStage : Template { protected override int Core() => 1; }

        public interface IQuick { int Run() => 1001; }

        public sealed class DefaultRunStage : IQuick;

        public abstract class Top { public abstract int Value(); }

        public class Middle : Top { public override int Value() => 1002; }

        public class Hiding : Middle { public new virtual int Value() => 2; }

        public sealed class HidingStage { public int Run() { Top top = new Hiding(); return top.Value(); } }

        public interface IValue { int Value(); }

        public class Valued : IValue { public int Value() => 1003; }

        public class HidingValued : Valued { public new virtual int Value() => 3; }

        public sealed class HiddenInterfaceStage { public int Run() { IValue value = new HidingValued(); return value.Value(); } }

        public interface IBase { int Get() => 4; }

        public interface ISpecial : IBase { int IBase.Get() => 1004; }

        public sealed class Special : IBase, ISpecial;

        public sealed class SpecialStage { public int Run() { IBase value = new Special(); return value.Get(); } }

        public interface IStart { static abstract int Start(); }

        public abstract class AbstractStart : IStart { public static int Start() => 1005; }

        public static class Starting { public static int Of<T>() where T : IStart => T.Start(); }

        public sealed class AbstractStaticStage { public int Run() => Starting.Of<AbstractStart>(); }

        public abstract class Animal { public abstract Animal Copy(); public int Legs = 4; }

        public sealed class Dog : Animal { public override Dog Copy() => new Dog { Legs = 1006 }; }

        public sealed class CovariantStage { public int Run() { Animal animal = new Dog(); return animal.Copy().Legs; } }

        [InlineArray(1016)]
        public struct Buffer { private byte first; }

        public sealed class InlineStage { public int Run() => Unsafe.SizeOf<Buffer>(); }

        public static class Handlers
        {
            public static event Func<int>? Asked;
            public static readonly Func<int> Stored = Answer;
            private static int Answer() => 1018;
            public static int Raise() { Asked += Reply; return Asked!(); }
            private static int Reply() => 1019;
        }

        public sealed class StoredDelegateStage { public int Run() => Handlers.Stored(); }

        public sealed class EventStage { public int Run() => Handlers.Raise(); }

        public readonly struct Meters(double value)
        {
            public double Value { get; } = value;
            public static Meters operator +(Meters a, Meters b) => new(a.Value + b.Value + 1020);
            public static implicit operator Meters(double value) => new(value + 1021);
        }

        public sealed class OperatorStage { public double Run() => (new Meters(1) + new Meters(2)).Value; }

        public sealed class ConversionStage { public double Run() { Meters meters = 3.0; return meters.Value; } }

        public static class Stretch { extension(int x) { public int Stretched => x + 1022; } }

        public sealed class ExtensionStage { public int Run() => 3.Stretched; }

        public static class Streams { public static async IAsyncEnumerable<int> Count() { await Task.Yield(); yield return 1023; } }

        public sealed class AsyncIteratorStage { public async Task<int> Run() { var sum = 0; await foreach (var i in Streams.Count()) sum += i; return sum; } }

        public abstract class Visitor { public abstract int Visit<T>(T item); }

        public sealed class CountingVisitor : Visitor { public override int Visit<T>(T item) => 1024; }

        public sealed class GenericVirtualStage { public int Run() { Visitor visitor = new CountingVisitor(); return visitor.Visit("x"); } }

        [InterpolatedStringHandler]
        public struct Handler
        {
            private int _sum;
            public Handler(int literals, int holes) => _sum = 1025;
            public void AppendLiteral(string s) => _sum += s.Length;
            public void AppendFormatted(int i) => _sum += i;
            public int Sum => _sum;
        }

        public sealed class HandlerStage { public int Run() => Of($"a{3}b"); static int Of(Handler handler) => handler.Sum; }

        public sealed class Nested { public Func<Func<int>> Make(int a) => () => { var b = a + 1026; return () => a + b; }; }

        public sealed class ClosureStage { public int Run() => new Nested().Make(1)()(); }

        public unsafe static class Native { [UnmanagedCallersOnly] public static int Back(int x) => x + 1027; public static delegate* unmanaged<int, int> Pointer => &Back; }

        public unsafe sealed class PointerStage { public int Run() => Native.Pointer(1); }

        public static class Chain
        {
            public static readonly int First = Second.Value + 1;
        }

        public static class Second { public static readonly int Value = Compute(); static int Compute() => 1028; }

        public sealed class StaticChainStage { public int Run() => Chain.First; }

        public readonly record struct Parsed(int N) : IParsable<Parsed>
        {
            public static Parsed Parse(string s, IFormatProvider? p) => new(1029);
            public static bool TryParse(string? s, IFormatProvider? p, out Parsed r) { r = new(1); return true; }
        }

        public static class Parsing { public static T Of<T>(string s) where T : IParsable<T> => T.Parse(s, CultureInfo.InvariantCulture); }

        public sealed class ParsableStage { public Parsed Run() => Parsing.Of<Parsed>("x"); }

        public sealed class WithInit { public int X { get; init { field = value + 1030; } } }

        public sealed class InitStage { public int Run() => new WithInit { X = 1 }.X; }

        public record Clonable { public int A { get; init; } = 1031; protected Clonable(Clonable other) { A = other.A + 1032; } public Clonable() { } }

        public sealed class WithStage { public int Run() => (new Clonable() with { }).A; }

        public sealed class Compared(int n) : IComparable<Compared> { public int N => n; public int CompareTo(Compared? o) => 1033 * n.CompareTo(o!.N); }

        public sealed class SortStage { public int Run() { var list = new List<Compared> { new(1), new(2) }; list.Sort(); return list[0].N; } }

        [CollectionBuilder(typeof(BagBuilder), "Create")]
        public sealed class Bag : List<int>;

        public static class BagBuilder { public static Bag Create(ReadOnlySpan<int> items) => new() { items[0] + 1034 }; }

        public sealed class CollectionStage { public int Run() { Bag bag = [1, 2]; return bag[0]; } }
        """;

    [Theory]
    [InlineData("a stage's Run is its base class's", 1000, "InheritingStage")]
    [InlineData("a stage's Run is its interface's", 1001, "DefaultRunStage")]
    [InlineData("hidden by new in a class between", 1002, "HidingStage")]
    [InlineData("hidden by new, called through the interface", 1003, "HiddenInterfaceStage")]
    [InlineData("default member that another interface overrides", 1004, "SpecialStage")]
    [InlineData("static member of an abstract class", 1005, "AbstractStaticStage")]
    [InlineData("covariant override", 1006, "CovariantStage")]
    [InlineData("buffer's length in an attribute", 1016, "InlineStage")]
    [InlineData("delegate in a static field", 1018, "EventStage", "StoredDelegateStage")]
    [InlineData("handler of an event", 1019, "EventStage")]
    [InlineData("operator", 1020, "OperatorStage")]
    [InlineData("implicit conversion", 1021, "ConversionStage")]
    [InlineData("extension property", 1022, "ExtensionStage")]
    [InlineData("async iterator", 1023, "AsyncIteratorStage")]
    [InlineData("generic virtual method", 1024, "GenericVirtualStage")]
    [InlineData("interpolated string handler", 1025, "HandlerStage")]
    [InlineData("closure in a closure", 1026, "ClosureStage")]
    [InlineData("function pointer", 1027, "PointerStage")]
    [InlineData("static initialiser that another one uses", 1028, "StaticChainStage")]
    [InlineData("static member that a library's interface asks for", 1029, "ParsableStage")]
    [InlineData("init accessor", 1030, "InitStage")]
    [InlineData("initialiser of a copied record", 1031, "WithStage")]
    [InlineData("copy constructor", 1032, "WithStage")]
    [InlineData("comparison that sorting calls", 1033, "SortStage")]
    [InlineData("builder of a collection expression", 1034, "CollectionStage")]
    public void Of_changed_target_of_a_call_changes_exactly_the_stages_that_reach_it(string what, int number, params string[] stages)
    {
        what.ShouldNotBeEmpty();
        CompiledFixture.Changed(Source, Source.Replace($"{number}", $"{number + 1000}", StringComparison.Ordinal)).ShouldBe(stages);
    }
}
