using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>Everything that a worker needs to run one node: it can be written as JSON and run by another process.</summary>
public sealed record NodeJob
{
    public required string Node { get; init; }

    public required string Label { get; init; }

    /// <summary><see cref="ActionRecord.Experiment"/>.</summary>
    public string? Experiment { get; init => field = value is null ? null : Checked.Id(value); }

    public required string Key { get; init => field = Checked.Digest(value); }

    /// <summary>What the key was made of.</summary>
    public required KeyMaterial Material { get; init; }

    /// <summary>All parameters of the stage, locations included.</summary>
    public required JsonElement Parameters { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<JobInput>> Inputs { get; init; }

    /// <summary>The program that the key was made by (<see cref="Code.ProgramCode.Identity"/>): no other may run the job.</summary>
    public required string Program { get; init; }

    public required string Store { get; init; }

    public required string Device { get; init; }

    public required int Threads { get; init; }

    public required string DataDirectory { get; init; }

    public required IReadOnlyDictionary<string, string> Versions { get; init; }
}

/// <summary>An input of a job: the node, and the artifact that it made.</summary>
public sealed record JobInput(string Node, string Stage, string Key, IReadOnlyList<ArtifactFile> Files)
{
    public string Key { get; init => field = Checked.Digest(value); } = Checked.Digest(Key);

    public IReadOnlyList<ArtifactFile> Files { get; init => field = ArtifactFile.Distinct(value); } = ArtifactFile.Distinct(Files);
}
