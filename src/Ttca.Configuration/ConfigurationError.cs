namespace Ttca.Configuration;

/// <summary>One violation: where, of what, and what is wrong with it.</summary>
/// <param name="Place"><c>line:column</c> in the file, counted from 1, or <c>--set</c> for an override.</param>
/// <param name="Path">The dotted path of the parameter, such as <c>studies.0.epsilon.values</c>; empty for the file as a whole.</param>
/// <param name="Problem">The value, what is wrong with it, and what is allowed.</param>
public sealed record ConfigurationError(string Place, string Path, string Problem)
{
    internal string Subject => Path.Length == 0 ? "" : Path + ": ";
}
