namespace Ttca.Parameters;

/// <summary>Something that files choose by its name.</summary>
/// <remarks>
/// An abstract record that is one is written in YAML and in keys as a section whose <c>name</c> says which implementation it is;
/// the other keys are that implementation's own parameters.
/// </remarks>
public interface INamed
{
    /// <summary>Lower case letters, digits and hyphens; the same for all objects of a class.</summary>
    string Name { get; }
}
