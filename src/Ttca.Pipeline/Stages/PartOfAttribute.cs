namespace Ttca.Pipeline;

/// <summary>
/// Says with which target of the program the nodes of a stage are made. It changes nothing in them, and is no part of the key.
/// </summary>
/// <param name="target">The target's name.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PartOfAttribute(string target) : Attribute
{
    /// <summary>The target's name.</summary>
    public string Target => target;
}
