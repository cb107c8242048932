using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ttca.Configuration;

/// <summary>
/// Reads the strict part of YAML that a configuration may use: one document; no anchors, aliases or tags (no "billion laughs",
/// no foreign types); no duplicate keys; bounded size and depth.
/// </summary>
internal sealed class YamlTreeReader
{
    public const int LargestBytes = 1 << 20;
    private const int Deepest = 32;

    private readonly ErrorList _errors;
    private readonly Parser _parser;
    private readonly Func<Mark, Position> _place;

    private YamlTreeReader(string text, Func<Mark, Position> place, ErrorList errors)
    {
        _parser = new Parser(new StringReader(text));
        _place = place;
        _errors = errors;
    }

    /// <summary>The document's value; null after an error that leaves no tree.</summary>
    public static YamlNode? Read(string text, string path, Func<Mark, Position> place, ErrorList errors)
    {
        if (Encoding.UTF8.GetByteCount(text) > LargestBytes)
        {
            errors.Add(place(Mark.Empty), path, "is larger than 1 MiB");
            return null;
        }

        if (text.AsSpan().IndexOfAnyInRange('\0', '\u0008') is var control and >= 0)
        {
            errors.Add(place(MarkAt(text, control)), path, "a control character isn't YAML text");
            return null;
        }

        try
        {
            return new YamlTreeReader(text, place, errors).Document(path);
        }
        catch (YamlException problem)
        {
            var at = problem.Message.Contains("tab", StringComparison.Ordinal) ? FirstTab(text, problem.Start) : problem.Start;
            errors.Add(place(at), path, "not valid YAML: " + char.ToLowerInvariant(problem.Message[0]) + problem.Message[1..]);
            return null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    private YamlNode? Document(string path)
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = Value(path, 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _errors.Add(_place(second.Start), path, "a second document begins here; only one is allowed");
        }

        return root;
    }

    private YamlNode Value(string path, int depth)
    {
        var current = _parser.Consume<ParsingEvent>();
        if (depth > Deepest)
        {
            Refuse(current, path, string.Create(CultureInfo.InvariantCulture, $"is nested deeper than {Deepest} levels"));
        }

        var at = _place(current.Start);
        RefuseAnchorsAndTags(current, at, path);
        switch (current)
        {
            case Scalar scalar:
                return new YamlScalar(at, scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart:
                return List(at, path, depth);
            case MappingStart:
                return Section(at, path, depth);
            default:
                return new YamlRefused(at); // an alias
        }
    }

    private YamlList List(Position at, string path, int depth)
    {
        var list = new YamlList(at);
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            list.Items.Add(Value(Paths.Join(path, list.Items.Count), depth + 1));
        }

        return list;
    }

    private YamlSection Section(Position at, string path, int depth)
    {
        var section = new YamlSection(at);
        var seen = new Dictionary<string, Position>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.Accept<Scalar>(out _))
            {
                Refuse(_parser.Consume<ParsingEvent>(), path, "a key must be a name, not a list, a section or an alias");
            }

            var key = (YamlScalar)Value(path, depth + 1);
            var keyPath = Paths.Join(path, key.Text);
            var entry = new YamlEntry(key.Text, key.At, Value(keyPath, depth + 1));
            if (seen.TryAdd(key.Text, key.At))
            {
                section.Entries.Add(entry);
            }
            else
            {
                _errors.Add(key.At, keyPath, $"is given twice; first at {seen[key.Text]}");
            }
        }

        return section;
    }

    private void RefuseAnchorsAndTags(ParsingEvent current, Position at, string path)
    {
        if (current is AnchorAlias alias)
        {
            _errors.Add(at, path, $"{Quoting.Quote("*" + alias.Value.Value)} is an alias; write the value out");
        }
        else if (current is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            _errors.Add(at, path, $"{Quoting.Quote("&" + anchored.Anchor.Value)} is an anchor; write the value out where it is used");
        }

        // "!" alone only says that a quoted scalar is text
        if (current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag })
        {
            _errors.Add(at, path, $"{Quoting.Quote(tag.Value)} is a tag; types come from the parameter itself");
        }
    }

    private void Refuse(ParsingEvent current, string path, string problem)
    {
        _errors.Add(_place(current.Start), path, problem);
        throw new UnreadableException();
    }

    /// <summary>The parser blames the beginning of the section for a tab in its indentation.</summary>
    private static Mark FirstTab(string text, Mark start)
    {
        for (var index = (int)start.Index; index < text.Length; index++)
        {
            if (text[index] == '\t' && string.IsNullOrWhiteSpace(text[(text.LastIndexOf('\n', index) + 1)..index]))
            {
                return MarkAt(text, index);
            }
        }

        return start;
    }

    private static Mark MarkAt(string text, int index)
    {
        var before = text.AsSpan(0, index);
        return new Mark(index, before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }

    /// <summary>Leaves the recursion when what follows can't be read; the reason is in the list.</summary>
    private sealed class UnreadableException : Exception;
}
