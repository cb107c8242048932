using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Ttca.Configuration;

/// <summary>The text of a YAML file, read once: a pipe gives it only once.</summary>
public sealed class ConfigurationFile
{
    private readonly string _path;
    private readonly string _text;

    private ConfigurationFile(string path, string text)
    {
        _path = path;
        _text = text;
    }

    /// <summary>What relative paths in the file are relative to: its own folder, or the working directory for a pipe.</summary>
    public string Folder
    {
        get
        {
            string full = Path.GetFullPath(_path);
            return full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal)
                ? Path.GetFullPath(".")
                : Path.GetDirectoryName(full)!;
        }
    }

    /// <summary>Reads the file at <paramref name="path"/>: UTF-8, at most 1 MiB.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hint">The last line of the message when there is an error: what to do next.</param>
    /// <exception cref="ConfigurationException">It isn't there, can't be read, or isn't such text.</exception>
    public static ConfigurationFile Open(string path, string? hint = null)
    {
        var errors = new ErrorList();
        string text = ReadText(path, errors);
        errors.ThrowIfAny(path, hint);
        return new ConfigurationFile(path, text);
    }

    /// <summary>Whether it is a section that has this member, as far as it is YAML at all.</summary>
    public bool HasMember(string name) =>
        YamlTreeReader.Read(_text, "", _ => Position.Start, new ErrorList()) is YamlSection section && section.Find(name) is not null;

    /// <inheritdoc cref="ConfigurationReader.Read"/>
    public T Read<T>(IEnumerable<string>? overrides = null, string? hint = null, Func<T, IEnumerable<ValidationResult>>? check = null)
        where T : class => ConfigurationReader.Read(_text, _path, overrides, hint, check, Folder);

    private static string ReadText(string path, ErrorList errors)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[YamlTreeReader.LargestBytes + 1];
            int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count == bytes.Length)
            {
                errors.Add(Position.Start, "", "is larger than 1 MiB");
                return "";
            }

            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, count).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            errors.Add(Position.Start, "", "is not UTF-8 text");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            errors.Add(Position.Start, "", "can't be read: " + problem.Message);
        }

        return "";
    }
}
