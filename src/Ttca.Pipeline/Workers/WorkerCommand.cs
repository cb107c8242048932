namespace Ttca.Pipeline;

/// <summary>How a worker process is started.</summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments; with them it must call <see cref="WorkerProgram.Run"/>.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>The executable that runs now, whether started by itself or as <c>dotnet Program.dll</c>.</summary>
    public static WorkerCommand ForThisProgram(params string[] arguments)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("the path of this program isn't known");
        return Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? new WorkerCommand(program, [Environment.GetCommandLineArgs()[0], .. arguments])
            : new WorkerCommand(program, arguments);
    }
}

/// <summary>What a worker must set up before it runs a stage.</summary>
/// <param name="Device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Threads">Native threads.</param>
public sealed record WorkerSettings(string Device, int Threads);
