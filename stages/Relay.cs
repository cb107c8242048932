namespace Ttca.Stages;

/// <summary>Hands reports on at once, on the reporting thread (<see cref="Progress{T}"/> would queue them elsewhere).</summary>
internal sealed class Relay<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
