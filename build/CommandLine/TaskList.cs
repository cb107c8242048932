using System.Reflection;
using Cake.Frosting;

namespace Ttca.Build.CommandLine;

/// <summary>The tasks of a build program, found as Cake finds them: exported classes only.</summary>
public static class TaskList
{
    /// <summary>Name and description of each task of an assembly, by name.</summary>
    public static IReadOnlyList<(string Name, string Description)> Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return
        [
            .. from type in assembly.GetExportedTypes()
               where type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask))
               let name = type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name
               orderby name
               select (name, type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? string.Empty),
        ];
    }
}
