using System.ComponentModel.DataAnnotations;
using Ttca.Parameters;

namespace Ttca.Configuration;

/// <summary>
/// Reads a YAML file into parameter records. The records are the schema: property names in kebab-case (or their
/// <see cref="System.Text.Json.Serialization.JsonPropertyNameAttribute"/>) are the keys, property initialisers the defaults,
/// <c>required</c> and data annotations the rules.
/// </summary>
/// <remarks>
/// Types: <c>int long double bool string</c>, enums, any <see cref="IParsable{TSelf}"/>, nullable ones of these,
/// <see cref="IReadOnlyList{T}"/>, records with a parameterless constructor; abstract records that are
/// <see cref="INamed"/>, which are written as a section whose <c>name</c> says which implementation it is (<c>dataset: { name: cifar10,
/// url: ... }</c>); and other abstract types or interfaces: these are written as the name of an implementation in the same assembly
/// (<c>EpsilonStudy : Study</c> is <c>epsilon</c>), alone or with its parameters (<c>epsilon: { values: [4/255] }</c>). A section that is
/// given in part keeps the rest of the default instance.
/// </remarks>
public static class ConfigurationReader
{
    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <inheritdoc cref="Read"/>
    public static T ReadFile<T>(string path, IEnumerable<string>? overrides = null, string? hint = null)
        where T : class => ConfigurationFile.Open(path, hint).Read<T>(overrides, hint);

    /// <summary>Reads <paramref name="text"/>, which <paramref name="name"/> stands for in messages.</summary>
    /// <param name="text">YAML: one document, no anchors, aliases or tags, at most 1 MiB.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="overrides"><c>path=value</c>, checked like the file; later ones win. A list's items are counted from 0.</param>
    /// <param name="hint">The last line of the message when there are errors: what to do next.</param>
    /// <param name="check">More rules, where a file keeps all others: what is wrong, and with which member.</param>
    /// <param name="folder">
    /// What relative paths in the text are relative to (see <see cref="LocalPathAttribute"/>); the working directory by default.
    /// </param>
    /// <exception cref="ConfigurationException">Every violation at once.</exception>
    public static T Read<T>(
        string text,
        string name,
        IEnumerable<string>? overrides = null,
        string? hint = null,
        Func<T, IEnumerable<ValidationResult>>? check = null,
        string? folder = null)
        where T : class
    {
        var errors = new ErrorList();
        var tree = YamlTreeReader.Read(text, "", mark => new Position(mark.Line, mark.Column), errors);
        if (tree is null or YamlScalar { IsNull: true })
        {
            errors.ThrowIfAny(name, hint); // not YAML: nothing that could be checked
            tree = new YamlSection(Position.Start);
        }

        if (tree is YamlSection root)
        {
            var writer = new Overrides(root, errors);
            foreach (var (index, argument) in (overrides ?? []).Index())
            {
                writer.Apply(argument, index);
            }
        }

        new Binder(errors, folder ?? ".").TryBind(tree, typeof(T), null, "", out var value);
        errors.ThrowIfAny(name, hint);
        if (check is not null && tree is YamlSection whole)
        {
            new Validation(errors).Report(check((T)value!), whole, ParameterType.Of(typeof(T)), "");
            errors.ThrowIfAny(name, hint);
        }

        return (T)value!;
    }
}
