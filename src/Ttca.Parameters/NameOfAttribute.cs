using System.ComponentModel.DataAnnotations;

namespace Ttca.Parameters;

/// <summary>A parameter is the name of an implementation of an abstract class.</summary>
/// <param name="type">That class, an <see cref="INamed"/>.</param>
/// <param name="others">Names that are allowed beside those.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NameOfAttribute(
    Type type, params string[] others) : AllowedValuesAttribute([.. Implementations.Of(type).Keys, .. others])
{
    /// <summary>The abstract class.</summary>
    public Type Type => type;
}
