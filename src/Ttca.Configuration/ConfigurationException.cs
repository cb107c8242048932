using System.Globalization;
using System.Text;

namespace Ttca.Configuration;

/// <summary>
/// A configuration was refused. The message lists every violation, each with its place, what is allowed and the nearest valid name.
/// </summary>
public sealed class ConfigurationException : Exception
{
    private const int ErrorsShown = 50;

    internal ConfigurationException(string name, IReadOnlyList<ConfigurationError> errors, string? hint)
        : base(Describe(name, errors, hint)) => Errors = errors;

    /// <summary>Every violation, in the order of the file, then of the overrides.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }

    private static string Describe(string name, IReadOnlyList<ConfigurationError> errors, string? hint)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{name} has {errors.Count} {(errors.Count == 1 ? "error" : "errors")}:\n");
        var shown = errors.Take(ErrorsShown).ToList();
        var width = shown.Max(error => error.Place.Length);
        foreach (var error in shown)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {error.Place.PadRight(width)}  {error.Subject}{error.Problem}\n");
        }

        if (errors.Count > ErrorsShown)
        {
            text.Append(CultureInfo.InvariantCulture, $"  ... and {errors.Count - ErrorsShown} more\n");
        }

        return text.Append(hint).ToString().TrimEnd('\n');
    }
}
