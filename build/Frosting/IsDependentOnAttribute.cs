namespace Cake.Frosting;

/// <summary>Another task that runs before this one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type type) : Attribute
{
    /// <summary>The class of the other task.</summary>
    public Type Task { get; } = type;
}
