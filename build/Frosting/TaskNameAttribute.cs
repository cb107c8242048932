namespace Cake.Frosting;

/// <summary>What a task is called on the command line; without it, the class's name.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The task's name, compared without regard to case.</summary>
    public string Name { get; } = name;
}
