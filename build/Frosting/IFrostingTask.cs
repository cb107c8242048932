using Cake.Core;

namespace Cake.Frosting;

/// <summary>A unit of work of the build.</summary>
public interface IFrostingTask
{
    /// <summary>What the report says of a task whose <see cref="ShouldRun"/> returned false.</summary>
    string SkippedMessage { get; }

    /// <summary>Does the work.</summary>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether there is work to do. A target itself must not be skipped.</summary>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles what <see cref="RunAsync"/> threw.</summary>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs last, whether the task failed or not.</summary>
    void Finally(ICakeContext context);
}
