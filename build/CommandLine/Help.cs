namespace Ttca.Build.CommandLine;

/// <summary>What <c>--help</c> prints: every task and every option.</summary>
public static class Help
{
    /// <summary>Writes the text.</summary>
    public static void Write(TextWriter output, IReadOnlyList<(string Name, string Description)> tasks, CommandLineOptions options)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        output.WriteLine("TTCA: test-time collective action, from experiment file to figures.");
        output.WriteLine();
        output.WriteLine("Usage: dotnet run --project build -- [--target TASK] [options]");
        WriteTable(output, "Tasks", tasks);
        WriteTable(output, "Options", [.. options.Ttca.Select(Row)]);
        WriteTable(output, "Options of Cake", [.. options.Cake.Select(Row)]);
    }

    private static (string Name, string Description) Row(CommandLineOption option)
    {
        var name = option.Letter is null ? option.Name : $"{option.Letter}, {option.Name}";
        return (option.Value is null ? name : $"{name} {option.Value}", option.Description);
    }

    private static void WriteTable(TextWriter output, string title, IReadOnlyList<(string Name, string Description)> rows)
    {
        output.WriteLine();
        output.WriteLine(title + ":");
        foreach (var (name, description) in rows)
        {
            output.WriteLine($"  {name,-24}{description}");
        }
    }
}
