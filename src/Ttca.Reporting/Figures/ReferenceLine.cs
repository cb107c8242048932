namespace Ttca.Reporting.Figures;

/// <summary>
/// A horizontal line to compare with: a number that was measured, with its interval as a band behind the line and its seeds, or a fixed
/// one.
/// </summary>
/// <typeparam name="T">See <see cref="Lines.LinePanel{T}"/>.</typeparam>
/// <param name="Label">Short; drawn beside the line where it covers the least.</param>
/// <param name="Y">The fixed number; null: it is <paramref name="Value"/>.</param>
/// <param name="Value">What was measured; null: <paramref name="Y"/> is the number.</param>
public sealed record ReferenceLine<T>(string Label, double? Y, T? Value = null)
    where T : class
{
    internal ReferenceLine<TOther> Select<TOther>(Func<T, TOther> value)
        where TOther : class => new(Label, Y, Value is null ? null : value(Value));
}
