using Ttca.Learning.Networks;

namespace Ttca.Collective;

/// <summary>
/// The platform's trained model, sealed: it can be asked through a metered black box, and nothing else reaches the network
/// but the declared white-box control. Takes over the network and disposes of it.
/// </summary>
public sealed class PlatformModel(Network network) : IDisposable
{
    private readonly Network _network = network ?? throw new ArgumentNullException(nameof(network));

    /// <summary>Opens a black box with a meter of its own.</summary>
    /// <param name="kind">How much each answer shows.</param>
    /// <param name="queryCap">The most images it will answer, from 0.</param>
    public IPlatform Open(AnswerKind kind, long queryCap) => new MeteredPlatform(_network, kind, queryCap);

    /// <summary>
    /// The network itself, for the white-box control alone: the ceiling that a perturbation optimised on the platform reaches.
    /// No collective has this. It stays the platform's: don't dispose of it.
    /// </summary>
    public Network RevealForWhiteBoxControl() => _network;

    /// <summary>Writes the model for the artifact store, in the format of <see cref="Network.Save"/>.</summary>
    public void Save(Stream stream) => _network.Save(stream);

    public static PlatformModel Load(Stream stream) => new(Network.Load(stream));

    public void Dispose() => _network.Dispose();
}
