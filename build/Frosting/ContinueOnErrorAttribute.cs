namespace Cake.Frosting;

/// <summary>The run goes on with the next task when this one fails.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ContinueOnErrorAttribute : Attribute;
