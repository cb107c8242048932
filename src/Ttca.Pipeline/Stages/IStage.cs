namespace Ttca.Pipeline;

/// <summary>
/// A pure function with a name: one kind of node of a plan. Written as a <c>sealed record</c> whose public properties say
/// everything that its result depends on.
/// </summary>
/// <remarks>
/// Properties of type <see cref="Node{T}"/> or <see cref="IReadOnlyList{T}"/> of nodes are inputs. Every other property that can be
/// set, or that the constructor takes, is a parameter (JSON, kebab-case) and is part of the key. A parameter's value must say all of itself
/// in JSON: what its public properties (or its converter) don't show, neither the key nor a worker knows.
/// </remarks>
/// <typeparam name="TOutput">What it makes; an <see cref="IArtifactCodec{T}"/> for it must be in the catalog.</typeparam>
public interface IStage<TOutput>
{
    /// <summary>Makes the output. Called in a worker; may touch its own properties and <paramref name="context"/>, nothing else.</summary>
    TOutput Run(StageContext context);
}

/// <summary>A stage that draws random numbers.</summary>
public interface ISeeded
{
    /// <summary>The replicate. <see cref="StageContext.Seed"/> is derived from it.</summary>
    int Seed { get; }

    /// <summary>
    /// What is drawn, where a stage draws more than one thing for a replicate: nodes of a stage with equal seed and stream share their
    /// random numbers, and so by intention; no others do.
    /// </summary>
    /// <value>Empty: all that the stage draws for a replicate is one draw.</value>
    string Stream => "";
}

/// <summary>
/// A stage that finds out whether the rest of a plan can come to its end: every node that it doesn't need itself waits for it, and is
/// skipped where it fails. That is an order and no input: what it makes is in no other node's key.
/// </summary>
public interface IPrecondition;

/// <summary>
/// A stage that reads files from outside the store. Their names within their folder and their contents become part of the key, the folder
/// doesn't. It opens them by <see cref="StageContext.OpenFile"/>, which hashes what it reads.
/// </summary>
public interface IReadsFiles
{
    /// <summary>What it reads; null where its parameters say that it reads nothing.</summary>
    ExternalFiles? Files { get; }
}

/// <summary>
/// A stage whose nodes may run for a longer or shorter time than 24 hours. What it took changes nothing in what it made: no part of the
/// key.
/// </summary>
public interface ILimitsTime
{
    /// <summary>After that a node is ended, and has failed. Up to 49 days.</summary>
    TimeSpan TimeLimit { get; }
}

/// <summary>
/// Marks a parameter that says where something is, not what it is (a URL beside its pinned hash): the stage gets it, the key doesn't.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LocationAttribute : Attribute;
