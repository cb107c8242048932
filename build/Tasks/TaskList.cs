using System.Reflection;
using Cake.Frosting;

namespace Ttca.Build.Tasks;

/// <summary>The tasks of this program, found as Cake finds them: exported classes only.</summary>
public static class TaskList
{
    /// <summary>Each with its name and description, by name.</summary>
    public static IReadOnlyList<(string Name, string Description, Type Type)> All { get; } =
    [
        .. from type in typeof(TaskList).Assembly.GetExportedTypes()
           where type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask))
           let name = type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name
           orderby name
           select (name, type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "", type),
    ];
}
