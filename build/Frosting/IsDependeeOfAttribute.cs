namespace Cake.Frosting;

/// <summary>Another task that this one runs before.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type type) : Attribute
{
    /// <summary>The class of the other task.</summary>
    public Type Task { get; } = type;
}
