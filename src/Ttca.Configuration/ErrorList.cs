using System.Globalization;

namespace Ttca.Configuration;

/// <summary>Collects violations, so that one reading reports all of them.</summary>
internal sealed class ErrorList
{
    private readonly List<(Position At, ConfigurationError Error)> _errors = [];

    public int Count => _errors.Count;

    public void Add(Position at, string path, string problem) =>
        _errors.Add((at, new ConfigurationError(at.ToString(), Quoting.Shorten(path), problem)));

    public void ThrowIfAny(string name, string? hint)
    {
        if (_errors.Count > 0)
        {
            throw new ConfigurationException(
                name, [.. _errors.OrderBy(e => e.At.Line).ThenBy(e => e.At.Column).Select(e => e.Error)], hint);
        }
    }
}

/// <summary>A place in the file, counted from 1; overrides come after all lines.</summary>
internal readonly record struct Position(long Line, long Column)
{
    public static readonly Position Start = new(1, 1);

    public static Position Override(int index) => new(long.MaxValue, index);

    public bool IsOverride => Line == long.MaxValue;

    public override string ToString() =>
        IsOverride ? "--set" : string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}");
}
