namespace Ttca.Reporting.Figures;

/// <summary>A horizontal line with its label on it.</summary>
/// <param name="Label">Short; drawn beside the line where it covers the least.</param>
/// <param name="Y">Height on the y axis.</param>
public sealed record ReferenceLine(string Label, double Y);
